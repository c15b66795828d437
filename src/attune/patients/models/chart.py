"""Charts: a patient at one practice, and what was handed over when they booked."""

from django.db import models

from attune.foundation.encryption.fields import EncryptedTextField
from attune.foundation.tenancy import Plane, PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel
from attune.patients.models.consent import Signed
from attune.patients.rules.answers import Relation


class Chart(WalledModel):
    """A patient at a practice: who they are, who signs in for them, and what they told when they came."""

    practice_id = PracticeKey(plane=Plane.CARE)
    person_id = models.UUIDField(editable=False)
    """Who signs in: the patient, or the guardian; identity's person."""
    dependent_id = models.UUIDField(null=True, editable=False)
    """The guardian's own row of the child."""
    relation = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Relation])
    name = models.CharField(max_length=120)
    """The patient's, as they go by."""
    birth_date = models.DateField()
    state = models.CharField(max_length=2)
    zone = models.CharField(max_length=40)
    """IANA name, of where the patient is."""
    email = EncryptedTextField()
    """How to reach who signs in; as it was when the chart was opened."""
    intake = EncryptedTextField()
    """The answers as they stood when the chart was opened, as JSON."""
    opened_at = models.DateTimeField()

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["practice_id", "person_id", "dependent_id"],
                nulls_distinct=False,
                name="a_patient_has_one_chart_here",
            ),
            models.CheckConstraint(
                condition=models.Q(relation="self", dependent_id=None)
                | models.Q(relation="guardian", dependent_id__isnull=False),
                name="a_guardian_signs_for_somebody",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="a_patient_has_a_name"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class ChartConsent(Signed, WalledModel):
    """A consent as it was handed to the practice."""

    practice_id = PracticeKey(plane=Plane.CARE, append_only=True)
    chart = PracticeForeignKey(Chart)
    consent_id = models.UUIDField()
    """The person's own row, in which it was given."""

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "chart", "consent_id"], name="a_consent_is_handed_over_once")
        ]


class FollowUp(WalledModel):
    """Somebody's safety answer asks for a call: whom, and what came of it."""

    practice_id = PracticeKey(plane=Plane.CARE)
    chart = PracticeForeignKey(Chart)
    answer = EncryptedTextField()
    answer_id = models.UUIDField()
    """The person's own row, in which it was given."""
    answered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    outcome = EncryptedTextField()

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "chart", "answer_id"], name="an_answer_is_followed_up_once")
        ]

    def __str__(self) -> str:
        return str(self.id)
