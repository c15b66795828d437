"""Goal 10: pages of both areas, patients' and staff's, and reads of the API, against the floor they stand on."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.urls import reverse

from attune.bench.booking import Pair
from attune.bench.calendars import measured_calendar, starts
from attune.bench.client import Client
from attune.bench.patients import MeasuredPatient, measured_patient
from attune.bench.people import MeasuredMember, measured_provider
from attune.bench.register import benchmark
from attune.bench.report import Measured, at_least
from attune.bench.rounds import interleaved
from attune.bench.scratch import Scratch, without_waiting_for_the_disk
from attune.bench.serving import FLOOR, HTTPS, Servers, headers_of, servers, session_of
from attune.foundation.authorization import Actor, Role
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.identity.actions.create_api_token import create_api_token
from attune.identity.rules.policy import ApiPolicy
from attune.scheduling.queries.own_seats import my_seats

SESSIONS = 12
ROUNDS, REQUESTS_A_ROUND = 20, 10
PAGE_GOAL, ENDPOINT_GOAL = 0.5, 0.8
OF_PATIENTS = ("patient_home", "patient_sessions", "patient_measures", "patient_payments")
OF_STAFF = ("provider_home", "provider_clients", "provider_calendar", "provider_notes", "practice_home")
SEES_TASKS = "worklist.task.see"
TOKEN_LIFE = timedelta(days=1)


@benchmark("web")
def measure_web(scratch: Scratch, rounds: int = ROUNDS, sessions: int = SESSIONS) -> Iterator[Measured]:
    """Yield each page and all of them in turn against the floor, then two reads of the API."""
    member = measured_provider()
    with without_waiting_for_the_disk():
        patient = measured_patient(member.practice_id)
        pair = Pair(measured_calendar(member.practice_id, person_id=member.person_id), patient)
        for start in starts(sessions):
            pair.book(start)
    with servers(scratch) as started:
        floor = started.page(FLOOR, headers_of(session_of(member.person_id)))
        pages = _pages(started, member, patient)
        reads = _reads(started, member)
        sides = {"floor": floor.get, **{name: one.get for name, one in (pages | reads).items()}}
        taken = interleaved(sides, rounds=rounds, repeats=REQUESTS_A_ROUND)
    limit = 1 / taken["floor"]
    yield at_least("web.mixed_per_second", len(pages) / sum(taken[name] for name in pages), limit=limit, goal=PAGE_GOAL)
    for name in pages:
        yield at_least(f"web.{name}_per_second", 1 / taken[name], limit=limit, goal=PAGE_GOAL)
    for name in reads:
        yield at_least(f"web.{name}_per_second", 1 / taken[name], limit=limit, goal=ENDPOINT_GOAL)


def _pages(started: Servers, member: MeasuredMember, patient: MeasuredPatient) -> dict[str, Client]:
    """Return a client of each page, as whoever looks at it."""
    of_patient, of_staff = headers_of(session_of(patient.person_id)), headers_of(session_of(member.person_id))
    addresses = {name: (reverse(name), of_patient) for name in OF_PATIENTS}
    own_session = reverse("own_session", kwargs={"seat_id": _a_seat(patient, member.practice_id)})
    addresses["own_session"] = own_session, of_patient
    addresses |= {name: (reverse(name), of_staff) for name in OF_STAFF}
    return {name: started.page(address, headers) for name, (address, headers) in addresses.items()}


def _a_seat(patient: MeasuredPatient, practice_id: UUID) -> UUID:
    with scope(practice_id, person_id=patient.person_id, plane=Plane.SELF):
        return my_seats(patient.actor)[0].seat_id


def _reads(started: Servers, member: MeasuredMember) -> dict[str, Client]:
    """Return a client of two endpoints, with a token of the edition's first API."""
    offer = policy(ApiPolicy).audiences[0]
    owner = Actor(member.person_id, member.practice_id, frozenset({Role.OWNER, Role.PROVIDER}))
    scopes = [one.name for one in offer.scopes if SEES_TASKS in one.permissions]
    with scope(member.practice_id, person_id=member.person_id):
        ends = now() + TOKEN_LIFE
        made = create_api_token(owner, audience=offer.name, label="Bench", scopes=scopes, expires_at=ends)
    headers = {**HTTPS, "Authorization": f"Bearer {made.text}"}
    root = "/api/v1" if offer.name == "api" else f"/api/{offer.name}/v1"
    return {f"api_{name}": started.page(f"{root}/{name}", headers) for name in ("me", "tasks")}
