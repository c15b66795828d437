"""The addresses of paying, and of what was paid."""

from django.urls import path

from attune.billing.permissions import PAY, SEE_OWN_PAYMENTS, SEE_PAYMENTS
from attune.web.access import Area, patient_flow, staff_page
from attune.web.paying.payments import own_payments_page, practice_payments_page, receipt
from attune.web.paying.views import bank_answered, pay

PAYING = [
    path("pay/<uuid:payment_id>/", patient_flow(PAY)(pay), name="pay"),
    path("pay/<uuid:payment_id>/bank", patient_flow(PAY)(bank_answered), name="pay_bank"),
    path("me/payments", patient_flow(SEE_OWN_PAYMENTS)(own_payments_page), name="patient_payments"),
    path("me/payments/<uuid:payment_id>", patient_flow(SEE_OWN_PAYMENTS)(receipt), name="receipt"),
]
PRACTICE_PAYMENTS = [
    path(
        "practice/payments", staff_page(Area.PRACTICE, SEE_PAYMENTS)(practice_payments_page), name="practice_payments"
    ),
]
