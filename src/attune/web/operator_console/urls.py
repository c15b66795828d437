"""The operators' addresses that only an edition with many practices has."""

from django.urls import path

from attune.agreements.permissions import END_CONTRACT, OFFER_TERMS
from attune.credentialing.permissions import REVIEW_MATCHES
from attune.payouts.permissions import MEND_MONEY, OPERATE_MONEY
from attune.practices.permissions import CLOSE_PRACTICE, LIST_PRACTICES, PAUSE_PRACTICE, SEE_APPLICATION
from attune.web.access import Area, operated_page, staff_page
from attune.web.agreements.ending import end_practices_contract
from attune.web.credentials.match import operator_match
from attune.web.numbers.urls import OPERATOR_NUMBERS
from attune.web.operator_console.credentialing import credentialing
from attune.web.operator_console.exceptions import exceptions, mend
from attune.web.operator_console.money import payments, payouts
from attune.web.operator_console.money_trace import payment_trace, payout_trace
from attune.web.operator_console.practices import offer, practice, practices, turn

ONE = "operate/practices/<uuid:practice_id>"

urlpatterns = [
    *OPERATOR_NUMBERS,
    path("operate/practices", staff_page(Area.OPERATOR, LIST_PRACTICES)(practices), name="operator_practices"),
    path(ONE, operated_page(SEE_APPLICATION)(practice), name="operator_practice"),
    path(f"{ONE}/matches/<uuid:match_id>", operated_page(REVIEW_MATCHES)(operator_match), name="operator_match"),
    path(f"{ONE}/terms", operated_page(OFFER_TERMS)(offer), name="offer_terms"),
    path(f"{ONE}/end-contract", operated_page(END_CONTRACT)(end_practices_contract), name="end_contract"),
    path(f"{ONE}/pause", operated_page(PAUSE_PRACTICE)(turn), {"turned": "pause"}, name="pause_practice"),
    path(f"{ONE}/resume", operated_page(PAUSE_PRACTICE)(turn), {"turned": "resume"}, name="resume_practice"),
    path(f"{ONE}/close", operated_page(CLOSE_PRACTICE)(turn), {"turned": "close"}, name="close_practice"),
    path("operate/payments", staff_page(Area.OPERATOR, OPERATE_MONEY)(payments), name="operator_payments"),
    path("operate/payouts", staff_page(Area.OPERATOR, OPERATE_MONEY)(payouts), name="operator_payouts"),
    path("operate/exceptions", staff_page(Area.OPERATOR, OPERATE_MONEY)(exceptions), name="operator_exceptions"),
    path(
        f"{ONE}/payments/<uuid:payment_id>",
        operated_page(OPERATE_MONEY)(payment_trace),
        name="operator_payment",
    ),
    path(f"{ONE}/payouts/<uuid:payout_id>", operated_page(OPERATE_MONEY)(payout_trace), name="operator_payout"),
    path(f"{ONE}/mend-money", operated_page(MEND_MONEY)(mend), name="operator_mend_money"),
    path(
        "operate/credentialing",
        staff_page(Area.OPERATOR, REVIEW_MATCHES)(credentialing),
        name="operator_credentialing",
    ),
]
