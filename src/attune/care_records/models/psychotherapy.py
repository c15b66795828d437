"""Psychotherapy notes: what a therapist writes for themselves, apart from the record.

Source: 45 CFR 164.501 and 164.508(a)(2).
"""

from django.db import models

from attune.foundation.encryption.fields import EncryptedTextField
from attune.foundation.tenancy import Plane, PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class PsychotherapyNote(WalledModel):
    """Its author's alone: the database shows the row to nobody else, and its key opens nothing else."""

    practice_id = PracticeKey(plane=Plane.CARE, author_column="author_id")
    encounter = PracticeForeignKey("care_records.Encounter")
    chart = PracticeForeignKey("patients.Chart")
    author_id = models.UUIDField(editable=False)
    body = EncryptedTextField(purpose="psychotherapy")
    revision = models.PositiveIntegerField(default=0)
    writer = models.CharField(max_length=32, blank=True, default="")
    """As of a draft's."""
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["practice_id", "author_id", "encounter"], name="an_author_has_one_private_note_each"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
