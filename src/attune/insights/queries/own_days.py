"""A practice's days, counted from its own record."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from attune.billing.queries.received import received_by_day
from attune.foundation.authorization import Actor, authorize
from attune.foundation.tenancy import current_scope
from attune.identity.queries.people import joined_at
from attune.insights.errors import RangeWrong
from attune.insights.permissions import SEE_NUMBERS
from attune.insights.queries.open_days import fill_by_day
from attune.insights.rules.day import Day, Numbers, wait_of
from attune.insights.rules.fill import Filled
from attune.kernel.interval import Interval
from attune.practices.queries.registry import registered
from attune.scheduling.queries.numbers import SessionsOfDay, booked_by_day, first_sessions, sessions_by_day

DAYS_MAX = 366


def own_days(actor: Actor, *, since: date, until: date) -> tuple[Day, ...]:
    """Return the scope's practice's days of a range, both ends inclusive, that have something to count.

    Days are the practice's. Raises NotPermitted or RangeWrong.
    """
    authorize(actor, SEE_NUMBERS)
    if not since <= until < since + timedelta(days=DAYS_MAX):
        raise RangeWrong(since, until)
    practice_id = current_scope("Numbers").practice_id
    assert practice_id is not None
    zone = ZoneInfo(registered(practice_id).zone)
    between = Interval(
        datetime.combine(since, time(), tzinfo=zone), datetime.combine(until + timedelta(days=1), time(), tzinfo=zone)
    )
    booked, sessions = booked_by_day(actor, between, zone), sessions_by_day(actor, between, zone)
    received, waits = received_by_day(actor, between, zone), _waits(actor, between, zone)
    filled = fill_by_day(actor, since=since, until=until)
    nothing = SessionsOfDay(0, 0, 0)
    found = []
    for day in sorted({*booked, *sessions, *received, *waits, *filled}):
        ended = sessions.get(day, nothing)
        numbers = Numbers(booked.get(day, 0), ended.held, ended.missed, ended.canceled_late, received.get(day, 0))
        waited: Mapping[str, int] = waits.get(day, {})
        found.append(Day(day, replace(numbers, **waited, **asdict(filled.get(day, Filled())))))
    return tuple(found)


def _waits(actor: Actor, between: Interval, zone: ZoneInfo) -> dict[date, Counter[str]]:
    """Count first sessions by their day and by how long after signing up they were."""
    firsts = first_sessions(actor, between)
    joined = joined_at([person_id for person_id, _ in firsts])
    found: dict[date, Counter[str]] = {}
    for person_id, began_at in firsts:
        if person_id in joined:
            days = max(0, (began_at - joined[person_id]).days)
            found.setdefault(began_at.astimezone(zone).date(), Counter())[wait_of(days)] += 1
    return found
