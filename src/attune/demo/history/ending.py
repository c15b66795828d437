"""What stands when the weeks have passed: a group that fills, cards that were declined, a name that is listed."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID
from zoneinfo import ZoneInfo

from attune.credentialing.gateways.leie_file import HEADER, NO_NPI, LeieFile
from attune.credentialing.management import take_in_and_screen
from attune.credentialing.queries.providers import provider_of_person
from attune.credentialing.rules.lists import ListKind
from attune.demo.history.staff import Practitioner
from attune.demo.network.coming import VIDEO, booked, declined, seats_of
from attune.demo.network.workplace import BORN_ON, at_work
from attune.demo.worlds.crowd import state_of
from attune.demo.worlds.provider import DemoProvider
from attune.demo.worlds.world import DemoPatient
from attune.identity.queries.people import known_person
from attune.scheduling.queries.offerings import offerings
from attune.workflows.book_session import Wish

MEMBERS = 5
"""So many come to a group."""
TRIES = 14
GROUP_AFTER, LATER = timedelta(days=2), timedelta(days=8)
EXCLUDED_ON = date(2019, 8, 20)


def fill_groups(
    patients: Sequence[DemoPatient], providers: Sequence[DemoProvider], staff: Mapping[UUID, Practitioner]
) -> int:
    """Let some who live where a group's provider is licensed take seats in it; return how many did."""
    by_email, seats = {one.email: one for one in staff.values()}, 0
    for provider in providers:
        if provider.group and provider.email in by_email:
            near = [one for one in patients if state_of(one) in provider.states]
            seats += _fill(by_email[provider.email], provider, near)
    return seats


def _fill(staff: Practitioner, provider: DemoProvider, near: Sequence[DemoPatient]) -> int:
    with at_work(staff.actor):
        found = provider_of_person(staff.actor)
        assert found is not None
        offered = offerings(staff.actor, provider_id=staff.provider_id)
    group = next(one for one in offered if one.terms.format == "group")
    starts = list(islice(_meetings(provider, ZoneInfo(found.zone)), TRIES))
    seats, practice_id = 0, staff.actor.practice_id
    assert practice_id is not None
    for patient in near:
        if seats == MEMBERS or not starts:
            break
        known = known_person(patient.email)
        assert known is not None
        for starts_at in starts:
            if booked(known.person_id, practice_id, Wish(group.offering_id, starts_at, VIDEO)) is not None:
                # All others come to the same meeting.
                starts, seats = [starts_at], seats + 1
                break
    return seats


def _meetings(provider: DemoProvider, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield the last hours of each of the coming days the provider works on."""
    day = (datetime.now(UTC) + GROUP_AFTER).astimezone(zone).date()
    while True:
        if day.isoweekday() in provider.week.days:
            begins = datetime.combine(day, time(max(provider.week.closes.hour - 2, 0)), zone)
            yield begins.astimezone(UTC)
        day += timedelta(days=1)


def decline_cards(mends: DemoPatient, leaves: DemoPatient) -> int:
    """Let one patient's card be declined and another one work, and one leave it at that; return how many tried."""
    tried = 0
    for patient, is_mended in ((mends, True), (leaves, False)):
        known = known_person(patient.email)
        assert known is not None, f"{patient.name} has come before"
        seats = sorted(seats_of(known.person_id), key=lambda one: one[1].starts_at)
        if not seats:
            continue
        practice_id, last = seats[-1]
        wishes = (Wish(last.offering_id, one, VIDEO) for one in _later(ZoneInfo(last.zone)))
        tried += any(declined(known.person_id, practice_id, wish, is_mended=is_mended) for wish in wishes)
    return tried


def _later(zone: ZoneInfo) -> Iterator[datetime]:
    """Yield late mornings and late afternoons of the days after next week: one or the other is in everybody's hours."""
    first = (datetime.now(UTC) + LATER).astimezone(zone).date()
    for days in range(TRIES):
        for hour in (11, 17):
            yield datetime.combine(first + timedelta(days=days), time(hour), zone).astimezone(UTC)


def list_name(name: str) -> int:
    """Take an exclusion list in that has somebody of a provider's name and birthday; return how many are to be seen."""
    given, family = name.split(" ", 1)
    row = dict.fromkeys(HEADER, "") | {
        "LASTNAME": family.upper(),
        "FIRSTNAME": given.upper(),
        "GENERAL": "COUNSELOR",
        "NPI": NO_NPI,
        "DOB": f"{BORN_ON:%Y%m%d}",
        "ADDRESS": "1 INVENTED ROAD",
        "CITY": "TOLEDO",
        "STATE": "OH",
        "ZIP": "43604",
        "EXCLTYPE": "1128b4",
        "EXCLDATE": f"{EXCLUDED_ON:%Y%m%d}",
        "REINDATE": "00000000",
        "WAIVERDATE": "00000000",
    }
    with TemporaryDirectory() as folder:
        path = Path(folder) / "excluded.csv"
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, HEADER, lineterminator="\r\n")
            writer.writeheader()
            writer.writerow(row)
        _, screened = take_in_and_screen(LeieFile(path), kind=ListKind.FULL, rows_min=1)
    return screened.to_review
