"""Covers: a colleague who stands in is let into one chart, for a while."""

from django.db import models

from attune.foundation.encryption.fields import EncryptedTextField
from attune.foundation.tenancy import Plane, PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class Cover(WalledModel):
    """Who may read a chart's notes without treating the patient, from when to when, let by whom and why."""

    practice_id = PracticeKey(plane=Plane.CARE, append_only=True)
    chart = PracticeForeignKey("patients.Chart")
    provider = PracticeForeignKey("credentialing.Provider")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    let_by = models.UUIDField(editable=False)
    reason = EncryptedTextField()

    class Meta(WalledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="cover_ends_after_its_start"
            )
        ]
        indexes = [models.Index(fields=["practice_id", "chart", "ends_at"], name="cover_by_chart")]

    def __str__(self) -> str:
        return str(self.id)
