"""Notes: the draft that is written, the signed note that stays, and what is added to it.

A note keeps its id when it is signed; its draft's row goes. The app role may insert signed notes and addenda
and never change or delete them (docs/decisions/0027-a-signed-note-is-another-row.md).
"""

from django.db import models

from attune.care_records.rules.note import NoteKind
from attune.foundation.encryption.fields import EncryptedTextField
from attune.foundation.tenancy import Plane, PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel

KINDS = [(one.value, one.value) for one in NoteKind]


class NoteDraft(WalledModel):
    """A note being written; its author's alone until it is signed."""

    practice_id = PracticeKey(plane=Plane.CARE)
    encounter = PracticeForeignKey("care_records.Encounter")
    author_id = models.UUIDField(editable=False)
    """Identity's person."""
    kind = models.CharField(max_length=10, choices=KINDS)
    body = EncryptedTextField()
    """See rules/note.py."""
    revision = models.PositiveIntegerField(default=0)
    """Counts the savings: who saves says which one they go on from."""
    writer = models.CharField(max_length=32, blank=True, default="")
    """Which opened page saved last: one whose answer was lost goes on where it stands."""
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["practice_id", "encounter", "author_id"], name="an_author_has_one_draft_each"
            )
        ]
        indexes = [models.Index(fields=["practice_id", "author_id"], name="draft_by_author")]

    def __str__(self) -> str:
        return str(self.id)


class SignedNote(WalledModel):
    """A note as it was signed, for good."""

    practice_id = PracticeKey(plane=Plane.CARE, append_only=True)
    encounter = PracticeForeignKey("care_records.Encounter")
    chart = PracticeForeignKey("patients.Chart")
    kind = models.CharField(max_length=10, choices=KINDS)
    body = EncryptedTextField()
    """The text that was signed: the sections, what stood around them, and a salt; see rules/note.py."""
    seal = models.CharField(max_length=64)
    """SHA-256 of that text."""
    revision = models.PositiveIntegerField()
    """The last of the draft."""
    signed_by = models.UUIDField(editable=False)
    """Identity's person, who wrote it."""
    signed_name = models.CharField(max_length=160)
    """Name and letters of the profession, as they were."""
    signed_at = models.DateTimeField()

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "encounter"], name="an_encounter_has_one_signed_note")
        ]
        indexes = [models.Index(fields=["practice_id", "chart", "signed_at"], name="signed_note_by_chart")]

    def __str__(self) -> str:
        return str(self.id)


class Addendum(WalledModel):
    """What was added to a signed note, and by whom, for good."""

    practice_id = PracticeKey(plane=Plane.CARE, append_only=True)
    note = PracticeForeignKey("care_records.SignedNote")
    body = EncryptedTextField()
    seal = models.CharField(max_length=64)
    """SHA-256 of the body, which names the note's seal."""
    added_by = models.UUIDField(editable=False)
    added_name = models.CharField(max_length=160)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)
