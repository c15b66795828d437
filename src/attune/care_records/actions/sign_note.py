"""Signing a note: from then on it stays as it is."""

import secrets
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.care_records.actions.open_encounter import brought_up, own_appointment
from attune.care_records.actions.write_note import locked_draft
from attune.care_records.errors import SessionNotBegun, StaleDraft
from attune.care_records.facts import NOTE_SIGNED
from attune.care_records.models import SignedNote
from attune.care_records.permissions import WRITE_NOTES
from attune.care_records.rules.note import read, require_written, seal_of, sealed
from attune.credentialing.queries.providers import ProviderFacts, provider_of_person
from attune.foundation.authorization import Actor, authorize
from attune.foundation.facts import record_fact
from attune.foundation.tenancy import current_scope

SALT_BYTES = 16


@transaction.atomic
def sign_note(actor: Actor, note_id: UUID, *, revision: int) -> str:
    """Sign a draft of the actor's own as it stands at this revision, and return its seal.

    The encounter is filled in once more. The draft's row becomes a signed one under the same id, which the database
    lets nobody change. Raises NotPermitted, NoSuchNote, NoteSigned, StaleDraft, NoteEmpty or SessionNotBegun.
    """
    authorize(actor, WRITE_NOTES)
    draft = locked_draft(actor, note_id)
    if revision != draft.revision:
        raise StaleDraft(revision=draft.revision)
    body = read(draft.body.reveal())
    require_written(body)
    about = own_appointment(actor, draft.encounter.appointment_id)
    moment = current_scope("A signature").now
    if moment < about.starts_at:
        raise SessionNotBegun(about.starts_at)
    seat = next((one for one in about.seats if one.seat_id == draft.encounter.seat_id), None)
    encounter = brought_up(draft.encounter, about, seat) if seat else draft.encounter
    author = provider_of_person(actor)
    assert author is not None, "who gives a session is a provider"
    name = signed_name(author)
    text = sealed(
        body,
        facts={
            "note": str(draft.id),
            "encounter": str(encounter.id),
            "chart": str(encounter.chart_id),
            "starts_at": encounter.starts_at.isoformat(),
            "ends_at": encounter.ends_at.isoformat(),
            "attendance": encounter.attendance,
            "signed_by": str(actor.person_id),
            "signed_name": name,
            "signed_at": moment.isoformat(),
        },
        salt=secrets.token_hex(SALT_BYTES),
    )
    draft.delete()
    signed = SignedNote.objects.create(
        id=note_id,
        encounter=encounter,
        chart_id=encounter.chart_id,
        kind=body.kind,
        body=text,
        seal=seal_of(text),
        revision=revision,
        signed_by=author.person_id,
        signed_name=name,
        signed_at=moment,
    )
    record(
        actor,
        "care_records.note.signed",
        object_kind="note",
        object_id=signed.id,
        patient_id=signed.chart_id,
        reason=f"sha256 {signed.seal}",
    )
    record_fact(NOTE_SIGNED, actor, signed.id)
    return signed.seal


def signed_name(author: ProviderFacts) -> str:
    """Return who signs, as the note will say it: name and letters."""
    return f"{author.name}, {author.letters}" if author.letters else author.name
