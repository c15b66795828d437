"""A note as it is handed out, and how rows become one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.care_records.models import Addendum, NoteDraft, SignedNote
from attune.care_records.queries.encounters import EncounterFacts, encounter_facts
from attune.care_records.rules.note import Body, NoteKind, read


@dataclass(frozen=True, slots=True)
class AddendumFacts:
    """What was added to a signed note."""

    addendum_id: UUID
    text: str
    added_by: UUID
    added_name: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """A note: a draft while ``signed_at`` is None. ``revision`` is what a saving goes on from."""

    note_id: UUID
    encounter: EncounterFacts
    kind: NoteKind
    body: Body
    revision: int
    writer: str
    """Which opened page saved last; empty for signed ones."""
    author_id: UUID
    saved_at: datetime
    signed_at: datetime | None
    signed_name: str
    seal: str
    addenda: tuple[AddendumFacts, ...]

    @property
    def is_signed(self) -> bool:
        """Whether it is signed and stays as it is."""
        return self.signed_at is not None


def of_draft(row: NoteDraft) -> NoteFacts:
    """Return a draft, loaded with its encounter."""
    return NoteFacts(
        note_id=row.id,
        encounter=encounter_facts(row.encounter),
        kind=NoteKind(row.kind),
        body=read(row.body.reveal()),
        revision=row.revision,
        writer=row.writer,
        author_id=row.author_id,
        saved_at=row.saved_at,
        signed_at=None,
        signed_name="",
        seal="",
        addenda=(),
    )


def of_signed(rows: Iterable[SignedNote]) -> tuple[NoteFacts, ...]:
    """Return signed notes, loaded with their encounters, each with what was added to it: one query for all."""
    found = list(rows)
    added: dict[UUID, list[AddendumFacts]] = {}
    ids = [row.id for row in found]
    for row in Addendum.objects.filter(note_id__in=ids).order_by("added_at", "id") if ids else ():
        text = _added_text(row)
        added.setdefault(row.note_id, []).append(
            AddendumFacts(row.id, text, row.added_by, row.added_name, row.added_at)
        )
    return tuple(_signed(row, tuple(added.get(row.id, ()))) for row in found)


def _added_text(row: Addendum) -> str:
    return read(row.body.reveal()).section("text")


def _signed(row: SignedNote, addenda: tuple[AddendumFacts, ...]) -> NoteFacts:
    return NoteFacts(
        note_id=row.id,
        encounter=encounter_facts(row.encounter),
        kind=NoteKind(row.kind),
        body=read(row.body.reveal()),
        revision=row.revision,
        writer="",
        author_id=row.signed_by,
        saved_at=row.signed_at,
        signed_at=row.signed_at,
        signed_name=row.signed_name,
        seal=row.seal,
        addenda=addenda,
    )
