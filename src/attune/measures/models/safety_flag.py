"""Somebody's answer says that they may not be safe: who was asked to reach them, and what came of it."""

from django.db import models
from django.db.models import Q

from attune.foundation.encryption.fields import EncryptedTextField
from attune.foundation.tenancy import Plane, PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class SafetyFlag(WalledModel):
    """Raised by an answer the moment it is given, and kept even if the answer is changed after."""

    practice_id = PracticeKey(plane=Plane.CARE)
    chart = PracticeForeignKey("patients.Chart")
    assessment = PracticeForeignKey("measures.Assessment")
    answer = EncryptedTextField()
    raised_at = models.DateTimeField()
    named_id = models.UUIDField(null=True, editable=False)
    """The person who was asked to reach them; nobody where a role was."""
    named_role = models.CharField(max_length=16, blank=True)
    due_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.UUIDField(null=True, editable=False)
    outcome = EncryptedTextField()

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "assessment"], name="a_questionnaire_raises_one_flag"),
            models.CheckConstraint(condition=Q(named_id__isnull=False) | ~Q(named_role=""), name="a_flag_is_somebodys"),
            models.CheckConstraint(
                condition=Q(acknowledged_at=None, acknowledged_by=None)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="an_acknowledgment_says_whose",
            ),
        ]
        indexes = [models.Index(fields=["practice_id", "chart"], name="flag_of_chart")]

    def __str__(self) -> str:
        return str(self.id)
