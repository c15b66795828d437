"""Psychotherapy notes, for their author alone; each reading goes on record."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.audit.actions.record import record
from attune.care_records.models import PsychotherapyNote
from attune.care_records.permissions import KEEP_PSYCHOTHERAPY_NOTES
from attune.foundation.authorization import Actor, authorize


@dataclass(frozen=True, slots=True)
class PrivateNote:
    """A psychotherapy note. ``revision`` is what a saving goes on from."""

    note_id: UUID
    encounter_id: UUID
    chart_id: UUID
    text: str
    revision: int
    writer: str
    saved_at: datetime


def psychotherapy_note(actor: Actor, encounter_id: UUID) -> PrivateNote | None:
    """Return the actor's own psychotherapy note about a session, if they keep one. Raises NotPermitted."""
    authorize(actor, KEEP_PSYCHOTHERAPY_NOTES)
    if actor.person_id is None:
        return None
    row = PsychotherapyNote.objects.filter(encounter_id=encounter_id, author_id=actor.person_id).first()
    if row is None:
        return None
    record(
        actor,
        "care_records.psychotherapy_note.read",
        object_kind="psychotherapy_note",
        object_id=row.id,
        patient_id=row.chart_id,
    )
    return PrivateNote(
        row.id, row.encounter_id, row.chart_id, row.body.reveal(), row.revision, row.writer, row.saved_at
    )
