"""Notes: signed ones for whoever may read the chart, drafts for their author alone. Each reading goes on record."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from attune.audit.actions.record import record_many
from attune.care_records.errors import NoSuchNote
from attune.care_records.models import Encounter, NoteDraft, SignedNote
from attune.care_records.permissions import READ_NOTES, WRITE_NOTES
from attune.care_records.queries.note_facts import NoteFacts, of_draft, of_signed
from attune.care_records.queries.reach import Reach, reach
from attune.care_records.rules.policy import RecordsPolicy
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.scheduling.queries.appointments import SeatFacts
from attune.scheduling.queries.of_charts import begun_since

LOOK_BACK = timedelta(days=180)
"""How far back the list of notes to sign reaches."""


@dataclass(frozen=True, slots=True)
class UnsignedNote:
    """A session of the actor's that has no signed note. ``note_id`` is None where nothing was written yet."""

    seat: SeatFacts
    note_id: UUID | None
    saved_at: datetime | None
    due_at: datetime

    def is_late(self, moment: datetime) -> bool:
        """Return whether the day to sign it by is over."""
        return moment >= self.due_at


def note(actor: Actor, note_id: UUID) -> NoteFacts:
    """Return one note: a signed one of a chart the actor may read, or a draft of their own.

    Raises NotPermitted or NoSuchNote.
    """
    authorize(actor, READ_NOTES)
    draft = NoteDraft.objects.select_related("encounter").filter(id=note_id, author_id=_person(actor)).first()
    if draft is not None:
        _record(actor, [draft.id], draft.encounter.chart_id, why="writes")
        return of_draft(draft)
    signed = SignedNote.objects.select_related("encounter").filter(id=note_id).first()
    if signed is None:
        raise NoSuchNote(note_id)
    why = reach(actor, signed.chart_id)
    _record(actor, [signed.id], signed.chart_id, why=why)
    return of_signed([signed])[0]


def notes_of(
    actor: Actor, chart_id: UUID, *, seats: Collection[UUID] | None = None, rows: int = 50, why: Reach | None = None
) -> tuple[NoteFacts, ...]:
    """Return a chart's signed notes, the newest session first; those of some seats only, if any are named.

    ``why`` is what ``reach`` said, where the caller asked already. Raises NotPermitted or NoSuchRecord.
    """
    authorize(actor, READ_NOTES)
    because = why or reach(actor, chart_id)
    found = SignedNote.objects.select_related("encounter").filter(chart_id=chart_id)
    if seats is not None:
        found = found.filter(encounter__seat_id__in=seats)
    facts = of_signed(found.order_by("-encounter__starts_at", "-id")[:rows])
    _record(actor, [one.note_id for one in facts], chart_id, why=because)
    return facts


def last_note(
    actor: Actor, chart_id: UUID, *, before: datetime | None = None, why: Reach | None = None
) -> NoteFacts | None:
    """Return the signed note of the latest session that began before then, or of the latest at all.

    ``why`` is what ``reach`` said, where the caller asked already. Raises NotPermitted or NoSuchRecord.
    """
    authorize(actor, READ_NOTES)
    because = why or reach(actor, chart_id)
    found = SignedNote.objects.select_related("encounter").filter(chart_id=chart_id)
    if before is not None:
        found = found.filter(encounter__starts_at__lt=before)
    facts = of_signed(found.order_by("-encounter__starts_at", "-id")[:1])
    _record(actor, [one.note_id for one in facts], chart_id, why=because)
    return facts[0] if facts else None


def note_for(actor: Actor, appointment_id: UUID, *, chart_id: UUID | None = None) -> NoteFacts | None:
    """Return the note about an appointment, about one participant's session if one is named; None without one.

    The actor's own draft, or the signed note for who may read the chart. Raises NotPermitted or NoSuchRecord.
    """
    authorize(actor, READ_NOTES)
    about = Encounter.objects.filter(appointment_id=appointment_id)
    if chart_id is not None:
        about = about.filter(chart_id=chart_id)
    encounter = about.order_by("opened_at", "id").first()
    if encounter is None:
        return None
    draft = NoteDraft.objects.filter(encounter=encounter, author_id=_person(actor)).values_list("id", flat=True).first()
    signed = SignedNote.objects.filter(encounter=encounter).values_list("id", flat=True).first()
    wanted = signed or draft
    return note(actor, wanted) if wanted else None


def unsigned_notes(actor: Actor) -> tuple[UnsignedNote, ...]:
    """Return the actor's begun sessions without a signed note, the oldest first. Raises NotPermitted."""
    authorize(actor, WRITE_NOTES)
    within = timedelta(hours=policy(RecordsPolicy).sign_within_hours)
    signed = Exists(SignedNote.objects.filter(encounter__seat_id=OuterRef("id")))
    seats = begun_since(actor, now() - LOOK_BACK, but=signed)
    if not seats:
        return ()
    ids = [one.seat_id for one in seats]
    drafts: dict[UUID, tuple[UUID, datetime]] = {
        seat_id: (note_id, saved_at)
        for seat_id, note_id, saved_at in NoteDraft.objects.filter(
            author_id=_person(actor), encounter__seat_id__in=ids, revision__gt=0
        ).values_list("encounter__seat_id", "id", "saved_at")
    }
    found = ((one, *drafts.get(one.seat_id, (None, None))) for one in seats)
    return tuple(UnsignedNote(one, note_id, saved_at, one.ends_at + within) for one, note_id, saved_at in found)


def signed_seats(actor: Actor, seat_ids: Collection[UUID]) -> frozenset[UUID]:
    """Return which of these seats have a signed note, and nothing of it. Raises NotPermitted."""
    authorize(actor, READ_NOTES)
    found = SignedNote.objects.filter(encounter__seat_id__in=list(seat_ids))
    return frozenset(found.values_list("encounter__seat_id", flat=True))


def _person(actor: Actor) -> UUID:
    assert actor.person_id is not None, "notes are read by people"
    return actor.person_id


def _record(actor: Actor, note_ids: Sequence[UUID], chart_id: UUID, *, why: str) -> None:
    told = [(note_id, chart_id) for note_id in note_ids]
    record_many(actor, "care_records.note.read", object_kind="note", objects=told, reason=why)


__all__ = [
    "UnsignedNote",
    "last_note",
    "note",
    "note_for",
    "notes_of",
    "signed_seats",
    "unsigned_notes",
]
