"""Goal 3 over real connections: everybody clicks on the same time, each signed in and on a connection of their own."""

import asyncio
from collections.abc import Iterator, Sequence

from django.urls import reverse

from attune.bench.booking import Pair, click
from attune.bench.calendars import measured_calendar, starts
from attune.bench.charging import let_charge, processor
from attune.bench.patients import measured_patient
from attune.bench.people import measured_member
from attune.bench.report import Measured, at_least, at_most
from attune.bench.scratch import Scratch, without_waiting_for_the_disk
from attune.bench.serving import FLOOR, HOST, headers_of, servers, session_of

FOUND, CONFLICT = 302, 409
ANSWER_SECONDS_MAX = 600.0

Answer = tuple[int, str]
"""The status, and where it leads to; "" is nowhere."""


def measure_rush(scratch: Scratch, people: int) -> Iterator[Measured]:
    """Yield how many get the time, which must be one, and how many are led on or told that it is taken: everybody."""
    member = measured_member()
    with processor() as control:
        let_charge(control, member)
        with without_waiting_for_the_disk():
            calendar, (start,) = measured_calendar(member.practice_id), starts(1)
            crowd = [measured_patient(member.practice_id) for _ in range(people)]
            clicks = [click(Pair(calendar, one), session_of(one.person_id), start) for one in crowd]
        with servers(scratch, processor=control.address) as started:
            port = started.page(FLOOR, headers_of(session_of(member.person_id))).port
            answers = asyncio.run(_all_at_once(port, clicks))
    paying = reverse("pay", kwargs={"payment_id": member.person_id}).split(str(member.person_id))[0]
    won = sum(status == FOUND and address.startswith(paying) for status, address in answers)
    lost = sum(status == CONFLICT for status, _ in answers)
    assert won, f"nobody got it: {answers[:3]}"
    yield at_most("storm.people_who_get_it", won, limit=1)
    yield at_least("storm.people_with_an_answer", won + lost, limit=people, goal=1.0)


async def _all_at_once(port: int, clicks: Sequence[bytes]) -> list[Answer]:
    """Let everybody connect, and only then everybody click."""
    lines = [await asyncio.open_connection(HOST, port) for _ in clicks]
    async with asyncio.timeout(ANSWER_SECONDS_MAX):
        answers = await asyncio.gather(*(_clicked(*line, one) for line, one in zip(lines, clicks, strict=True)))
    for _, writer in lines:
        writer.close()
    return answers


async def _clicked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> Answer:
    writer.write(request)
    line, *told = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    fields = dict(one.lower().split(": ", 1) for one in told if ": " in one)
    await reader.readexactly(int(fields.get("content-length", "0")))
    return int(line.split(" ")[1]), fields.get("location", "")
