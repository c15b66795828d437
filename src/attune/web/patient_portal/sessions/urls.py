"""The addresses of one's own sessions."""

from django.urls import path

from attune.scheduling.booking_permissions import CHANGE_OWN_SEAT, SEE_OWN_SEATS
from attune.web.access import patient_flow
from attune.web.patient_portal.sessions import changing, views

session_urls = [
    path("me/sessions", patient_flow(SEE_OWN_SEATS)(views.sessions), name="patient_sessions"),
    path("me/sessions/<uuid:seat_id>", patient_flow(SEE_OWN_SEATS)(views.session), name="patient_session"),
    path(
        "me/sessions/<uuid:seat_id>/appointment.ics",
        patient_flow(SEE_OWN_SEATS)(views.calendar),
        name="session_calendar_file",
    ),
    path("me/sessions/<uuid:seat_id>/cancel", patient_flow(CHANGE_OWN_SEAT)(changing.cancel), name="cancel_session"),
    path("me/sessions/<uuid:seat_id>/move", patient_flow(CHANGE_OWN_SEAT)(changing.move), name="move_session"),
]
