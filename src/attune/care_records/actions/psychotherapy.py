"""Psychotherapy notes: a therapist's own, about one session, apart from the record."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.care_records.actions.write_note import require_newest
from attune.care_records.models import PsychotherapyNote
from attune.care_records.permissions import KEEP_PSYCHOTHERAPY_NOTES
from attune.care_records.queries.encounters import own_encounter
from attune.care_records.rules.note import NoteKind, body_of
from attune.foundation.authorization import Actor, authorize
from attune.foundation.tenancy import current_scope


@transaction.atomic
def save_psychotherapy_note(actor: Actor, encounter_id: UUID, *, text: str, revision: int, writer: str = "") -> int:
    """Keep the actor's psychotherapy note about an own session and return its new revision; 0 begins one.

    ``revision`` and ``writer`` are as of ``save_draft``.
    Raises NotPermitted, NoSuchEncounter, StaleDraft or SectionTooLong.
    """
    authorize(actor, KEEP_PSYCHOTHERAPY_NOTES)
    encounter = own_encounter(actor, encounter_id)
    words = body_of(NoteKind.FREE, {"text": text}).section("text")
    assert actor.person_id is not None
    moment = current_scope("A psychotherapy note").now
    fresh = PsychotherapyNote(
        encounter=encounter,
        chart_id=encounter.chart_id,
        author_id=actor.person_id,
        body="",
        started_at=moment,
        saved_at=moment,
    )
    PsychotherapyNote.objects.bulk_create([fresh], ignore_conflicts=True)
    rows = PsychotherapyNote.objects.select_for_update()
    row = rows.get(encounter=encounter, author_id=actor.person_id)
    if row.revision and words == row.body.reveal():
        return row.revision
    require_newest(row, revision, writer)
    row.body, row.revision, row.saved_at, row.writer = words, row.revision + 1, moment, writer
    row.save(update_fields=["body", "revision", "saved_at", "writer"])
    record(
        actor,
        "care_records.psychotherapy_note.saved",
        object_kind="psychotherapy_note",
        object_id=row.id,
        patient_id=row.chart_id,
    )
    return row.revision
