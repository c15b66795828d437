"""Sessions of today: whoever starts the demonstration meets somebody within the hour."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from attune.credentialing.queries.providers import provider_of_person
from attune.demo.history.staff import Practitioner
from attune.demo.network.coming import VIDEO, booked, own, patient_actor
from attune.demo.network.workplace import at_work
from attune.demo.worlds.world import DemoPatient
from attune.foundation.authorization import Actor
from attune.foundation.clock import move_clock
from attune.identity.queries.people import known_person
from attune.measures.actions.assign import assign
from attune.measures.errors import AlreadySent
from attune.scheduling.actions.book_seat import Booked
from attune.scheduling.actions.set_override import set_override
from attune.scheduling.queries.appointments import appointment
from attune.scheduling.queries.offerings import OfferingFacts, offerings
from attune.scheduling.queries.own_seats import my_seats
from attune.scheduling.rules.availability import MIDNIGHT, DayHours
from attune.workflows.book_session import Wish

BOOKED_BEFORE = timedelta(hours=4)
SOON, SPAN, STEP = timedelta(minutes=20), timedelta(hours=6), timedelta(minutes=30)
TRIES = 8
ASKED = "phq-9"


@dataclass(frozen=True, slots=True)
class Meeting:
    """Who meets whom today, and how long after the first of them."""

    patient: DemoPatient
    staff: Practitioner
    after: timedelta


def meet_today(meetings: Sequence[Meeting]) -> int:
    """Book what is not booked yet for today, some hours ago; return how many. The clock is today's again."""
    now, made = datetime.now(UTC), 0
    first = _next_half_hour(now + SOON)
    move_clock(-BOOKED_BEFORE)
    try:
        for meeting in meetings:
            made += _meets(meeting, first, first + meeting.after)
    finally:
        move_clock(timedelta(0))
    return made


def meetings_of(patients: Sequence[DemoPatient], staff: Mapping[UUID, Practitioner]) -> list[Meeting]:
    """Return the meetings of those who see a certain provider, an hour apart."""
    by_email = {one.email: one for one in staff.values()}
    seeing = [one for one in patients if one.sees in by_email]
    return [Meeting(one, by_email[one.sees], place * timedelta(hours=1)) for place, one in enumerate(seeing)]


def _next_half_hour(moment: datetime) -> datetime:
    floor = moment.replace(minute=moment.minute // 30 * 30, second=0, microsecond=0)
    return floor + STEP


def _meets(meeting: Meeting, first: datetime, starts_at: datetime) -> bool:
    known = known_person(meeting.patient.email)
    assert known is not None, f"{meeting.patient.name} has come before"
    practice_id, provider = meeting.staff.actor.practice_id, meeting.staff.actor
    assert practice_id is not None
    actor = patient_actor(known.person_id, practice_id)
    with own(actor):
        if any(one.state == "booked" and first <= one.starts_at < first + SPAN for one in my_seats(actor)):
            return False
    with at_work(provider):
        offering = next(one for one in offerings(provider, provider_id=meeting.staff.provider_id) if _is_single(one))
        found = provider_of_person(provider)
        assert found is not None
        _open(meeting.staff, ZoneInfo(found.zone), first)
    starts = (starts_at + place * STEP for place in range(TRIES))
    wishes = (Wish(offering.offering_id, one, VIDEO) for one in starts)
    seat = next(filter(None, (booked(known.person_id, practice_id, wish) for wish in wishes)), None)
    if seat is not None:
        _ask(provider, seat)
    return seat is not None


def _ask(provider: Actor, seat: Booked) -> None:
    """Let the provider send the questions by hand, so that they are there even if they were answered last week."""
    with at_work(provider), suppress(AlreadySent):
        chart_id = appointment(provider, seat.appointment_id).chart_ids[0]
        assign(provider, chart_id=chart_id, instrument=ASKED, due_at=seat.starts_at, appointment_id=seat.appointment_id)


def _is_single(offering: OfferingFacts) -> bool:
    return offering.terms.seats_max == 1 and offering.terms.format == "individual"


def _open(staff: Practitioner, zone: ZoneInfo, first: datetime) -> None:
    """Let the provider work through the coming hours, on whatever day of the week this is."""
    ends_at = first + SPAN
    opens, closes = first.astimezone(zone), ends_at.astimezone(zone)
    days = [(opens.date(), opens.time(), closes.time() if closes.date() == opens.date() else MIDNIGHT)]
    if closes.date() != opens.date() and closes.time() > MIDNIGHT:
        days.append((closes.date(), MIDNIGHT, closes.time()))
    for day, since, until in days:
        set_override(staff.actor, provider_id=staff.provider_id, on_date=day, hours=[DayHours(since, until)])
