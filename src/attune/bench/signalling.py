"""A hundred visits on one process of the websocket: how long a message takes to the other side, and coming in."""

import asyncio
import json
import time
from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.db import connection

from attune.bench.booking import Pair
from attune.bench.calendars import STATE, measured_calendar, starts
from attune.bench.patients import MeasuredPatient, measured_patient
from attune.bench.people import MeasuredMember, measured_provider
from attune.bench.register import benchmark
from attune.bench.report import Measured, at_most
from attune.bench.scratch import Scratch, without_waiting_for_the_disk
from attune.bench.serving import servers, session_of
from attune.bench.sockets import Socket
from attune.foundation.authorization import Actor, Role
from attune.foundation.tenancy import Plane, scope
from attune.telehealth.actions.admit import admit
from attune.telehealth.actions.check_in import check_in

ROOMS = 100
MESSAGES = 40
MESSAGES_A_SECOND = 10
DESCRIPTION_CHARACTERS = 6_000
RELAY_P99_MS, JOIN_P99_MS = 50.0, 2_000.0
P99 = 0.99
# All at once, which no calendar would book: what is measured is the line, not the day.
_NOW = (
    "UPDATE scheduling_appointment SET starts_at = now(), ends_at = now() + interval '50 minutes' "
    "FROM scheduling_seat AS seat WHERE seat.appointment_id = scheduling_appointment.id "
    "AND seat.practice_id = scheduling_appointment.practice_id RETURNING seat.person_id, seat.id, seat.appointment_id"
)


@benchmark("signalling")
def measure_signalling(scratch: Scratch, rooms: int = ROOMS) -> Iterator[Measured]:
    """Yield the slowest hundredth of relayed messages and of arrivals, at a hundred visits."""
    with without_waiting_for_the_disk():
        visits = _visits(measured_provider(), rooms)
    with servers(scratch) as started:
        relayed, joined = asyncio.run(_all(started.websocket(), visits))
    yield at_most("signalling.relay_p99_ms", _p99(relayed) * 1000, limit=RELAY_P99_MS)
    yield at_most("signalling.join_p99_ms", _p99(joined) * 1000, limit=JOIN_P99_MS)


def _visits(member: MeasuredMember, count: int) -> list[tuple[str, str, str, str]]:
    """Return for each room both sides' paths and cookies; everybody is checked in and let in."""
    calendar = measured_calendar(member.practice_id, person_id=member.person_id)
    patients = {one.person_id: one for one in (measured_patient(member.practice_id) for _ in range(count))}
    for start, patient in zip(starts(count), patients.values(), strict=True):
        Pair(calendar, patient).book(start)
    with scope(member.practice_id, person_id=member.person_id), connection.cursor() as cursor:
        cursor.execute(_NOW)
        booked = cursor.fetchall()
    desk = session_of(member.person_id)
    return [_visit(member, patients[person_id], seat_id, about, desk) for person_id, seat_id, about in booked]


def _visit(
    member: MeasuredMember, patient: MeasuredPatient, seat_id: UUID, appointment_id: UUID, desk: str
) -> tuple[str, str, str, str]:
    with scope(member.practice_id, person_id=patient.person_id, plane=Plane.SELF):
        check_in(patient.actor, seat_id=seat_id, state=STATE)
    provider = Actor(member.person_id, member.practice_id, frozenset({Role.PROVIDER}))
    with scope(member.practice_id, person_id=member.person_id):
        admit(provider, appointment_id=appointment_id)
    return f"/ws/rooms/{appointment_id}", desk, f"/ws/visits/{seat_id}", session_of(patient.person_id)


async def _all(port: int, visits: list[tuple[str, str, str, str]]) -> tuple[list[float], list[float]]:
    joined: list[float] = []
    rooms = [await _joined(port, *visit, joined) for visit in visits]
    told = await asyncio.gather(*(_talk(*room, number / len(rooms)) for number, room in enumerate(rooms)))
    return [one for each in told for one in each], joined


async def _joined(
    port: int, room: str, desk: str, visit: str, own: str, taken: list[float]
) -> tuple[Socket, Socket, str]:
    """Return both ends and what the provider calls the other; the time is that of the one who comes second."""
    cookie = settings.SESSION_COOKIE_NAME
    provider = await Socket.open(port, room, f"{cookie}={desk}")
    await provider.hear()
    began = time.perf_counter()
    patient = await Socket.open(port, visit, f"{cookie}={own}")
    name = json.loads(await patient.hear())["name"]
    await patient.hear()
    taken.append(time.perf_counter() - began)
    await provider.hear()
    return provider, patient, name


async def _talk(provider: Socket, patient: Socket, name: str, offset: float) -> list[float]:
    """Say something of an offer's size again and again; return how long each took to be heard."""
    text = json.dumps({"to": name, "description": {"type": "offer", "sdp": "v" * DESCRIPTION_CHARACTERS}})
    found = []
    await asyncio.sleep(offset / MESSAGES_A_SECOND)
    for _ in range(MESSAGES):
        began = time.perf_counter()
        provider.say(text)
        await patient.hear()
        found.append(time.perf_counter() - began)
        await asyncio.sleep(max(0.0, 1 / MESSAGES_A_SECOND - found[-1]))
    provider.close()
    patient.close()
    return found


def _p99(values: list[float]) -> float:
    return sorted(values)[int(len(values) * P99)]
