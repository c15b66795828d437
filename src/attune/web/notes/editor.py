"""What the note's panel shows: the editor of a draft, or a signed note with what was added."""

import base64
from dataclasses import dataclass, replace
from uuid import UUID

from django.urls import reverse
from django.utils.crypto import salted_hmac

from attune.care_records.actions.open_encounter import encounters_in, open_encounter
from attune.care_records.actions.write_note import open_note
from attune.care_records.errors import NoSuchEncounter, NoSuchRecord
from attune.care_records.permissions import WRITE_NOTES
from attune.care_records.queries.note_facts import NoteFacts
from attune.care_records.queries.notes import last_note, note_for
from attune.care_records.queries.reach import Reach
from attune.care_records.rules.note import SECTION_CHARS_MAX, Body, NoteKind
from attune.foundation.authorization import NotPermitted, may
from attune.kernel.identifiers import new_id
from attune.scheduling.booking_errors import NoSuchAppointment
from attune.scheduling.queries.appointments import AppointmentFacts
from attune.web.access import PersonRequest
from attune.web.components.notices import Alert
from attune.web.components.text import Text
from attune.web.notes.wording import KINDS, SECTION_HINTS, SECTION_LABELS


@dataclass(frozen=True, slots=True)
class Section:
    """One field of a note."""

    name: str
    label: Text
    hint: Text
    text: str
    rows: int


@dataclass(frozen=True, slots=True)
class KindChoice:
    """A way to divide the note."""

    value: str
    label: Text
    is_current: bool


@dataclass(frozen=True, slots=True)
class Keeping:
    """How the browser keeps what is not saved: under which name, encrypted with which key, by which opened page."""

    name: str
    key: str
    writer: str
    last_writer: str


@dataclass(frozen=True, slots=True)
class NoteEditor:
    """The panel of one note. ``previous`` is the signed note of the session before."""

    note: NoteFacts
    sections: tuple[Section, ...]
    kinds: tuple[KindChoice, ...]
    keeping: Keeping
    here: str
    save_url: str
    sign_url: str
    addendum_url: str
    private_url: str
    previous: NoteFacts | None
    may_write: bool
    is_own: bool
    alert: Alert | None = None
    theirs: tuple[Section, ...] = ()
    """What stands in the draft now, where another tab saved it."""
    chars_max: int = SECTION_CHARS_MAX

    @property
    def revision(self) -> int:
        """What a saving goes on from."""
        return self.note.revision


def editor_for(
    request: PersonRequest,
    appointment_id: UUID,
    *,
    chart_id: UUID | None = None,
    here: str,
    session: AppointmentFacts | None = None,
    why: Reach | None = None,
) -> NoteEditor | None:
    """Return the panel of an appointment's note, of one participant's if a chart is named; None without one to show.

    Who gives the session gets the encounter and its draft opened. ``here`` is where one comes back to. What the
    caller knows already is not asked again: the ``session``, and ``why``, which is what ``reach`` said of the chart.
    """
    found = _own(request, appointment_id, chart_id, session) or _readable(request, appointment_id, chart_id)
    return None if found is None else panel_of(request, found, here=here, why=why)


def panel_of(request: PersonRequest, note: NoteFacts, *, here: str, why: Reach | None = None) -> NoteEditor:
    """Return the panel of a note at hand; ``why`` is what ``reach`` said of its chart, if it was asked."""
    about = note.encounter
    try:
        previous = last_note(request.actor, about.chart_id, before=about.starts_at, why=why)
    except (NoSuchRecord, NotPermitted):
        previous = None
    at = {"note_id": note.note_id}
    return NoteEditor(
        note=note,
        sections=sections_of(note.body),
        kinds=tuple(KindChoice(one.value, label, one is note.kind) for one, label in KINDS.items()),
        keeping=keeping(request.person.person_id, note.note_id, last_writer=note.writer),
        here=here,
        save_url=reverse("provider_note_save", kwargs=at),
        sign_url=reverse("provider_note_sign", kwargs=at),
        addendum_url=reverse("provider_note_addendum", kwargs=at),
        private_url=reverse("provider_private_note", kwargs={"encounter_id": note.encounter.encounter_id}),
        previous=previous,
        may_write=may(request.actor, WRITE_NOTES),
        is_own=note.author_id == request.person.person_id,
    )


def with_words(editor: NoteEditor, told: Body, *, alert: Alert, is_stale: bool = False) -> NoteEditor:
    """Return the panel with what was typed, which is not saved, and why; beside it what is saved, if that differs."""
    return replace(editor, sections=sections_of(told), alert=alert, theirs=editor.sections if is_stale else ())


def sections_of(body: Body) -> tuple[Section, ...]:
    """Return a body's fields."""
    rows = 14 if body.kind is NoteKind.FREE else 3
    return tuple(
        Section(name, SECTION_LABELS[name], SECTION_HINTS.get(name, ""), text, rows) for name, text in body.sections
    )


def keeping(person_id: UUID, note_id: UUID, *, last_writer: str) -> Keeping:
    """Return how a browser keeps a note for this person: nobody else is given the key."""
    key = salted_hmac("attune.web.notes.copy", f"{person_id} {note_id}", algorithm="sha256").digest()
    return Keeping(f"note-{person_id}-{note_id}", base64.b64encode(key).decode(), new_id().hex, last_writer)


def _own(
    request: PersonRequest, appointment_id: UUID, chart_id: UUID | None, session: AppointmentFacts | None
) -> NoteFacts | None:
    actor = request.actor
    if not may(actor, WRITE_NOTES):
        return None
    try:
        opened = encounters_in(actor, session) if session else open_encounter(actor, appointment_id)
    except (NoSuchEncounter, NoSuchAppointment):
        return None
    wanted = [one for one in opened if chart_id is None or one.chart_id == chart_id]
    return open_note(request.actor, wanted[0].encounter_id) if wanted else None


def _readable(request: PersonRequest, appointment_id: UUID, chart_id: UUID | None) -> NoteFacts | None:
    try:
        return note_for(request.actor, appointment_id, chart_id=chart_id)
    except (NoSuchRecord, NotPermitted):
        return None
