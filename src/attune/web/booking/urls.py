"""The addresses from a free time to a confirmed appointment."""

from django.urls import path

from attune.scheduling.booking_permissions import BOOK_SEAT
from attune.web.access import patient_flow
from attune.web.booking.choosing import choose_time
from attune.web.booking.confirming import confirm_booking
from attune.web.booking.partner import partner, partner_link

urlpatterns = [
    path("book/confirm", patient_flow(BOOK_SEAT)(confirm_booking), name="confirm_booking"),
    path("come-along/<str:token>/", partner_link, name="partner_link"),
    path("come-along/<str:token>/answer", patient_flow(BOOK_SEAT)(partner), name="partner"),
    path("book/<uuid:offering_id>/", choose_time, name="choose_time"),
]
