"""A chart with 500 sessions and their notes, and the page of one session, against the floor; and what sealing costs."""

from collections.abc import Iterator
from uuid import UUID

from django.db import connection
from django.urls import reverse

from attune.bench.booking import Pair
from attune.bench.calendars import measured_calendar, starts
from attune.bench.patients import measured_patient
from attune.bench.people import MeasuredMember, measured_provider
from attune.bench.register import benchmark
from attune.bench.report import Measured, at_most
from attune.bench.rounds import interleaved
from attune.bench.scratch import Scratch, without_waiting_for_the_disk
from attune.bench.serving import FLOOR, headers_of, servers, session_of
from attune.care_records.actions.open_encounter import open_encounter
from attune.care_records.actions.sign_note import sign_note
from attune.care_records.actions.write_note import open_note, save_draft
from attune.foundation.authorization import Actor, Role
from attune.foundation.encryption.envelope import KEY_BYTES, Place, seal, unseal
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id

ENTRIES = 500
FLOORS = 2.0
"""How many floors a page of care may cost."""
SEALED_MS = 0.02
NOTE_CHARS = 2_000
SEALING_ROUNDS, SEALINGS_A_ROUND = 200, 50
ROUNDS = 30
REQUESTS_A_ROUND = 20
SECTION = "Slept five to six hours, tried the breathing sheet on four evenings; calmer after ten minutes. " * 5
SOAP = dict.fromkeys(("subjective", "objective", "assessment", "plan"), SECTION)
# Only the pages are measured: that sessions are over is written as it is.
_OVER = (
    "UPDATE scheduling_appointment SET starts_at = starts_at - interval '40 days', ends_at = ends_at - interval "
    "'40 days' RETURNING id"
)


@benchmark("chart")
def measure_chart(scratch: Scratch, entries: int = ENTRIES, rounds: int = ROUNDS) -> Iterator[Measured]:
    """Yield the chart's page and the session's against the floor, and a note's sealing and opening."""
    yield from _sealing()
    member = measured_provider()
    with without_waiting_for_the_disk():
        chart_id, sessions = _written(member, entries)
    chart = reverse("provider_chart", kwargs={"chart_id": chart_id})
    session = reverse("session", kwargs={"appointment_id": sessions[-1]})
    signed_in = headers_of(session_of(member.person_id))
    with servers(scratch) as started:
        addresses = {"floor": FLOOR, "chart": chart, "session": session}
        pages = {name: started.page(path, signed_in).get for name, path in addresses.items()}
        taken = interleaved(pages, rounds=rounds, repeats=REQUESTS_A_ROUND)
    floor = taken["floor"] * 1000
    yield at_most("chart.page_ms", taken["chart"] * 1000, limit=floor, goal=FLOORS)
    yield at_most("chart.session_page_ms", taken["session"] * 1000, limit=floor, goal=FLOORS)


def _written(member: MeasuredMember, entries: int) -> tuple[UUID, list[UUID]]:
    """Return the chart of a patient with so many sessions behind them, each with its signed note, and the sessions."""
    calendar = measured_calendar(member.practice_id, person_id=member.person_id)
    patient = measured_patient(member.practice_id)
    pair = Pair(calendar, patient)
    for start in starts(entries):
        pair.book(start)
    actor = Actor(member.person_id, member.practice_id, frozenset({Role.PROVIDER}))
    with scope(member.practice_id, person_id=member.person_id), connection.cursor() as cursor:
        cursor.execute(_OVER)
        sessions: list[UUID] = [row[0] for row in cursor.fetchall()]
    for appointment_id in sessions:
        with scope(member.practice_id, person_id=member.person_id):
            (encounter,) = open_encounter(actor, appointment_id)
            note = open_note(actor, encounter.encounter_id)
            sign_note(actor, note.note_id, revision=save_draft(actor, note.note_id, SOAP, note.revision))
    return patient.chart_id, sessions


def _sealing() -> Iterator[Measured]:
    """Yield how long it takes to seal a note, and to open it again."""
    key, place = bytes(KEY_BYTES), Place(new_id(), "care_records_signednote", new_id(), "body")
    text = (SECTION * 5)[:NOTE_CHARS]
    sealed = seal(text, key=key, key_version=1, place=place)

    def sealing() -> bytes:
        return seal(text, key=key, key_version=1, place=place)

    def opening() -> str:
        return unseal(sealed, key=key, place=place)

    taken = interleaved({"seal": sealing, "open": opening}, rounds=SEALING_ROUNDS, repeats=SEALINGS_A_ROUND)
    yield at_most("chart.sealing_ms", taken["seal"] * 1000, limit=SEALED_MS)
    yield at_most("chart.opening_ms", taken["open"] * 1000, limit=SEALED_MS)
