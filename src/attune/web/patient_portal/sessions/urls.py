"""The addresses of one's own sessions."""

from django.urls import path

from attune.scheduling.booking_permissions import CHANGE_OWN_SEAT, SEE_OWN_SEATS
from attune.telehealth.permissions import ENTER_OWN_ROOM
from attune.web.access import patient_flow
from attune.web.patient_portal.sessions import changing, views

session_urls = [
    path("me/sessions", patient_flow(SEE_OWN_SEATS)(views.sessions), name="patient_sessions"),
    path("my/sessions/<uuid:seat_id>/", patient_flow(SEE_OWN_SEATS)(views.session), name="own_session"),
    path(
        "my/sessions/<uuid:seat_id>/check-in", patient_flow(ENTER_OWN_ROOM)(views.check_in_here), name="visit_check_in"
    ),
    path("me/sessions/<uuid:seat_id>", patient_flow(SEE_OWN_SEATS)(views.moved), name="former_session"),
    path(
        "me/sessions/<uuid:seat_id>/appointment.ics",
        patient_flow(SEE_OWN_SEATS)(views.calendar),
        name="session_calendar_file",
    ),
    path("me/sessions/<uuid:seat_id>/cancel", patient_flow(CHANGE_OWN_SEAT)(changing.cancel), name="cancel_session"),
    path("me/sessions/<uuid:seat_id>/move", patient_flow(CHANGE_OWN_SEAT)(changing.move), name="move_session"),
]
