"""The addresses of questionnaires."""

from django.urls import path

from attune.measures.permissions import ACKNOWLEDGE, ASSIGN, FILL_IN, SEE_OWN
from attune.web.access import Area, patient_flow, staff_page
from attune.web.measures import filling, flag, of_patient, own

OWN_MEASURES = [
    path("me/check-ins", patient_flow(SEE_OWN)(own.measures), name="patient_measures"),
    path("me/check-ins/<uuid:assessment_id>", patient_flow(SEE_OWN)(filling.check_in), name="check_in"),
    path(
        "me/check-ins/<uuid:assessment_id>/question",
        patient_flow(FILL_IN)(filling.question),
        name="check_in_question",
    ),
    path("me/check-ins/<uuid:assessment_id>/send", patient_flow(FILL_IN)(filling.send), name="check_in_send"),
]
PATIENTS_MEASURES = [
    path(
        "provider/patients/<uuid:chart_id>/measures",
        staff_page(Area.PROVIDER, ASSIGN)(of_patient.measures_of),
        name="provider_measures",
    ),
    path("provider/flags/<uuid:flag_id>", staff_page(Area.PROVIDER, ACKNOWLEDGE)(flag.safety_flag), name="safety_flag"),
]
