"""Adding to a signed note: the only way anything about it changes."""

import secrets
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.care_records.actions.sign_note import SALT_BYTES, signed_name
from attune.care_records.errors import NoSuchNote, NoteNotSigned
from attune.care_records.models import Addendum, NoteDraft, SignedNote
from attune.care_records.permissions import WRITE_NOTES
from attune.care_records.queries.reach import reach
from attune.care_records.rules.note import NoteKind, body_of, require_written, seal_of, sealed
from attune.credentialing.queries.providers import provider_of_person
from attune.foundation.authorization import Actor, authorize
from attune.foundation.tenancy import current_scope


@transaction.atomic
def add_addendum(actor: Actor, note_id: UUID, *, text: str) -> UUID:
    """Add to a signed note of a chart the actor may read and return the addendum's id; it stays as it is.

    Raises NotPermitted, NoSuchNote, NoSuchRecord, NoteNotSigned, NoteEmpty or SectionTooLong.
    """
    authorize(actor, WRITE_NOTES)
    note = SignedNote.objects.filter(id=note_id).first()
    if note is None:
        if NoteDraft.objects.filter(id=note_id, author_id=actor.person_id or note_id).exists():
            raise NoteNotSigned
        raise NoSuchNote(note_id)
    reach(actor, note.chart_id)
    author = provider_of_person(actor)
    if author is None:
        raise NoSuchNote(note_id)
    body = body_of(NoteKind.FREE, {"text": text.strip()})
    require_written(body)
    moment = current_scope("An addendum").now
    told = sealed(
        body,
        facts={
            "note": str(note.id),
            "seal": note.seal,
            "added_by": str(author.person_id),
            "added_at": moment.isoformat(),
        },
        salt=secrets.token_hex(SALT_BYTES),
    )
    row = Addendum.objects.create(
        note=note,
        body=told,
        seal=seal_of(told),
        added_by=author.person_id,
        added_name=signed_name(author),
        added_at=moment,
    )
    record(
        actor,
        "care_records.note.added_to",
        object_kind="note",
        object_id=note.id,
        patient_id=note.chart_id,
        reason=f"sha256 {row.seal}",
    )
    return row.id
