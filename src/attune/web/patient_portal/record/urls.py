"""The addresses of one's own record."""

from django.urls import path

from attune.care_records.permissions import READ_OWN_RECORD
from attune.web.access import patient_flow
from attune.web.patient_portal.record import views

_own = patient_flow(READ_OWN_RECORD)

RECORD = [
    path("me/record", _own(views.record), name="patient_record"),
    path("me/record/<uuid:chart_id>", _own(views.record), name="patient_one_record"),
    path("me/record/<uuid:chart_id>/pdf", _own(views.as_pdf), name="patient_record_pdf"),
    path("me/record/<uuid:chart_id>/json", _own(views.as_json), name="patient_record_json"),
]
