"""Writing a note: begun from its encounter, saved again and again by its author."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.care_records.errors import NoSuchNote, NoteSigned, SectionUnknown, StaleDraft
from attune.care_records.models import NoteDraft, PsychotherapyNote, SignedNote
from attune.care_records.permissions import WRITE_NOTES
from attune.care_records.queries.encounters import own_encounter
from attune.care_records.queries.note_facts import NoteFacts, of_draft, of_signed
from attune.care_records.rules.note import NoteKind, body_of, kept, read, turned_into
from attune.foundation.authorization import Actor, authorize
from attune.foundation.tenancy import current_scope


@transaction.atomic
def open_note(actor: Actor, encounter_id: UUID, *, kind: NoteKind = NoteKind.SOAP) -> NoteFacts:
    """Return the note of an own encounter: the signed one, the draft, or a new empty draft of this kind.

    Raises NotPermitted or NoSuchEncounter.
    """
    authorize(actor, WRITE_NOTES)
    encounter = own_encounter(actor, encounter_id)
    signed = encounter.signednote_set.first()
    if signed is not None:
        return of_signed([signed])[0]
    assert actor.person_id is not None
    drafts = encounter.notedraft_set.filter(author_id=actor.person_id)
    draft = drafts.first()
    if draft is not None:
        return of_draft(draft)
    moment = current_scope("A note").now
    fresh = NoteDraft(
        encounter=encounter,
        author_id=actor.person_id,
        kind=kind,
        body=kept(body_of(kind, {})),
        started_at=moment,
        saved_at=moment,
    )
    # The unique index decides between two tabs that open it at once.
    NoteDraft.objects.bulk_create([fresh], ignore_conflicts=True)
    return of_draft(drafts.get())


@transaction.atomic
def save_draft(actor: Actor, note_id: UUID, body: Mapping[str, str], revision: int, *, writer: str = "") -> int:
    """Keep what was written in a draft of the actor's own and return its new revision.

    ``body`` is section by section; ``revision`` is the one it goes on from, or ``writer`` names the opened page that
    saved last (up to 32 characters): it may not have heard that it did. Saving the same words again changes nothing.
    Raises NotPermitted, NoSuchNote, NoteSigned, StaleDraft, SectionUnknown or SectionTooLong.
    """
    authorize(actor, WRITE_NOTES)
    row = locked_draft(actor, note_id)
    try:
        told = body_of(NoteKind(row.kind), body)
    except SectionUnknown:
        require_newest(row, revision, writer)
        raise
    if kept(told) == row.body.reveal():
        return row.revision
    require_newest(row, revision, writer)
    row.body, row.revision, row.saved_at, row.writer = (
        kept(told),
        row.revision + 1,
        current_scope("A note").now,
        writer,
    )
    row.save(update_fields=["body", "revision", "saved_at", "writer"])
    if row.revision == 1:
        record(
            actor,
            "care_records.note.begun",
            object_kind="note",
            object_id=row.id,
            patient_id=row.encounter.chart_id,
        )
    return row.revision


@transaction.atomic
def change_kind(actor: Actor, note_id: UUID, kind: NoteKind, revision: int) -> int:
    """Turn a draft into another kind and return its new revision; the words stay.

    Raises NotPermitted, NoSuchNote, NoteSigned or StaleDraft.
    """
    authorize(actor, WRITE_NOTES)
    row = locked_draft(actor, note_id)
    if kind == row.kind:
        return row.revision
    if revision != row.revision:
        raise StaleDraft(revision=row.revision)
    row.body = kept(turned_into(read(row.body.reveal()), kind))
    row.kind, row.revision, row.saved_at, row.writer = kind, row.revision + 1, current_scope("A note").now, ""
    row.save(update_fields=["body", "kind", "revision", "saved_at", "writer"])
    return row.revision


def require_newest(row: NoteDraft | PsychotherapyNote, revision: int, writer: str) -> None:
    """Let go on who saw what stands there, or wrote it. Raises StaleDraft."""
    if revision != row.revision and not (writer and writer == row.writer):
        raise StaleDraft(revision=row.revision)


def locked_draft(actor: Actor, note_id: UUID) -> NoteDraft:
    """Return a draft of the actor's own that nobody else changes meanwhile. Raises NoSuchNote or NoteSigned."""
    rows = NoteDraft.objects.select_for_update(of=("self",)).select_related("encounter")
    row = rows.filter(id=note_id, author_id=actor.person_id).first() if actor.person_id else None
    if row is not None:
        return row
    signed = SignedNote.objects.filter(id=note_id, signed_by=actor.person_id).first() if actor.person_id else None
    if signed is not None:
        raise NoteSigned(signed.signed_at)
    raise NoSuchNote(note_id)
