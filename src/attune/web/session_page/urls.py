"""The addresses of the session page."""

from django.urls import path

from attune.scheduling.booking_permissions import CHANGE_OWN_APPOINTMENTS
from attune.scheduling.calendar_permissions import SEE_APPOINTMENT
from attune.telehealth.permissions import HOLD_ROOM
from attune.web.access import Area, staff_page
from attune.web.session_page import views

session_page_urls = [
    path("sessions/<uuid:appointment_id>/", staff_page(Area.PROVIDER, SEE_APPOINTMENT)(views.session), name="session"),
    path("sessions/<uuid:appointment_id>/door", staff_page(Area.PROVIDER, HOLD_ROOM)(views.door), name="session_door"),
    path("sessions/<uuid:appointment_id>/admit", staff_page(Area.PROVIDER, HOLD_ROOM)(views.let_in), name="admit"),
    path(
        "sessions/came/<uuid:seat_id>",
        staff_page(Area.PROVIDER, CHANGE_OWN_APPOINTMENTS)(views.came),
        name="session_attendance",
    ),
]
