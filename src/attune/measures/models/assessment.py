"""Questionnaires as they were sent to patients, with what was answered."""

from django.db import models
from django.db.models import Q

from attune.foundation.encryption.fields import EncryptedTextField
from attune.foundation.tenancy import Plane, PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel
from attune.measures.rules.schedule import OPEN, State

IS_OPEN = Q(state__in=[state.value for state in OPEN])


class Assessment(WalledModel):
    """One questionnaire for one patient. Which instrument it is tells what for, so that no list names it."""

    practice_id = PracticeKey(plane=Plane.CARE)
    chart = PracticeForeignKey("patients.Chart")
    instrument = models.CharField(max_length=20)
    instrument_version = models.CharField(max_length=10)
    appointment = PracticeForeignKey("scheduling.Appointment", null=True)
    """The session it is filled in before."""
    assigned_by = models.UUIDField(null=True, editable=False)
    """The person who sent it by hand; nobody where the rhythm did."""
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    """From then on nothing can be answered any more."""
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in State], default=State.SENT.value)
    answers = EncryptedTextField()
    """Item by item as given, as JSON."""
    result = EncryptedTextField(null=True)  # type: ignore[misc]  # there is none until it is submitted
    submitted_at = models.DateTimeField(null=True)
    respondent_id = models.UUIDField(null=True, editable=False)
    """Who was signed in when it was submitted: the patient, or the guardian."""

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["practice_id", "chart", "instrument"],
                condition=IS_OPEN,
                name="one_open_questionnaire_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(state="submitted", submitted_at__isnull=False, result__isnull=False)
                | (~Q(state="submitted") & Q(submitted_at=None, result__isnull=True)),
                name="what_is_submitted_has_a_score",
            ),
            models.CheckConstraint(condition=Q(closes_at__gt=models.F("sent_at")), name="a_questionnaire_can_be_open"),
        ]
        indexes = [
            models.Index(fields=["practice_id", "chart", "due_at"], name="assessment_of_chart"),
            models.Index(fields=["practice_id", "closes_at"], condition=IS_OPEN, name="assessment_by_close"),
        ]

    def __str__(self) -> str:
        return str(self.id)
