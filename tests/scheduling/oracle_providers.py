"""Random providers for the oracle: plain dicts, and the same as the product's values."""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from attune.kernel.identifiers import new_id
from attune.kernel.interval import Interval
from attune.scheduling.rules.availability import Availability, DateOverride, DayHours, TimeOff, WeeklyHours
from attune.scheduling.rules.open_times import Bookable
from attune.scheduling.rules.slots import SlotShape

ZONES = [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Boise",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/Adak",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "Pacific/Guam",
    "America/Detroit",
    "America/Indiana/Indianapolis",
    "America/Kentucky/Louisville",
    "America/North_Dakota/Center",
    "Europe/Berlin",
    "Europe/London",
    "America/St_Johns",
    "America/Santiago",
    "America/Havana",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Asia/Beirut",
]
CHANGES = [
    date(2026, 11, 1),
    date(2027, 3, 14),
    date(2027, 3, 28),
    date(2027, 4, 3),
    date(2027, 9, 5),
    date(2027, 10, 3),
    date(2027, 10, 31),
    date(2027, 11, 7),
]
"""Days near which a clock of these zones is changed."""


def random_provider(seed: int) -> tuple[dict[str, Any], datetime]:
    """Return the provider of a number, always the same, and the moment somebody asks (UTC)."""
    dice = random.Random(seed)
    near = dice.choice(CHANGES) + timedelta(days=dice.randint(-20, 5))
    asked_on = near if dice.random() < 0.8 else date(2026, 11, 1) + timedelta(days=dice.randrange(700))
    now = datetime.combine(asked_on, time(dice.randrange(24), dice.randrange(60), dice.randrange(60)), tzinfo=UTC)
    provider = {
        "zone": dice.choice(ZONES),
        "week": _week(dice),
        "own_week": _week(dice) if dice.random() < 0.2 else {},
        "dates": {
            (asked_on + timedelta(days=dice.randint(-1, 30))).isoformat(): _day(dice) for _ in range(dice.randrange(4))
        },
        "away": [_away(dice, asked_on) for _ in range(dice.randrange(3))],
        "booked": [_booking(dice, now) for _ in range(dice.choice([0, 5, 20, 60]))],
        "minutes": dice.choice([15, 25, 30, 45, 50, 53, 60, 80, 90, 180]),
        "step_minutes": dice.choice([15, 30, 45, 60]),
        "buffer_before": dice.choice([0, 0, 5, 10, 15]),
        "buffer_after": dice.choice([0, 5, 10, 20]),
        "notice_minutes": dice.choice([0, 60, 240, 1440, 2880]),
        "horizon_days": dice.choice([1, 14, 30]),
    }
    return provider, now


def _week(dice: random.Random) -> dict[int, list[tuple[int, int]]]:
    return {weekday: hours for weekday in range(1, 8) if (hours := _day(dice))}


def _day(dice: random.Random) -> list[tuple[int, int]]:
    """Return up to three stretches in minutes of the day; some reach until midnight, some touch."""
    if dice.random() < 0.25:
        return []
    ends = sorted(dice.sample(range(97), 2 * dice.choice([1, 1, 2, 3])))
    if dice.random() < 0.2:
        ends[-1] = 96
    if dice.random() < 0.2:
        ends[0] = 0
    if len(ends) > 2 and dice.random() < 0.3:
        ends[2] = ends[1]
    return [(first * 15, last * 15) for first, last in zip(ends[::2], ends[1::2], strict=True) if first < last]


def _away(dice: random.Random, day: date) -> tuple[str, str]:
    """Return a time off as two texts, a clock's, such as 2027-03-14 02:30."""
    first = day + timedelta(days=dice.randint(-3, 30))
    if dice.random() < 0.5:
        return f"{first} 00:00", f"{first + timedelta(days=dice.randint(1, 10))} 00:00"
    starts, ends = sorted(dice.sample(range(96), 2))
    return tuple(f"{first} {at // 4:02}:{at % 4 * 15:02}" for at in (starts, ends))  # type: ignore[return-value]


def _booking(dice: random.Random, now: datetime) -> tuple[datetime, datetime]:
    start = now.replace(second=0) + timedelta(minutes=dice.randrange(-300, 31 * 24 * 60))
    return start, start + timedelta(minutes=dice.choice([30, 50, 60, 95]))


def as_availability(provider: dict[str, Any], offering_id: Any) -> Availability:
    """Return the provider's hours as the product's values."""
    weekly = [
        WeeklyHours(weekday, _time(opens), _time(closes), whose)
        for whose, week in ((None, provider["week"]), (offering_id, provider["own_week"]))
        for weekday, hours in week.items()
        for opens, closes in hours
    ]
    overrides = [
        DateOverride(date.fromisoformat(day), tuple(DayHours(_time(opens), _time(closes)) for opens, closes in hours))
        for day, hours in provider["dates"].items()
    ]
    return Availability(ZoneInfo(provider["zone"]), tuple(weekly), tuple(overrides), tuple(times_off(provider)))


def times_off(provider: dict[str, Any]) -> list[TimeOff]:
    """Return the provider's times off as the product's values."""
    found = []
    for starts, ends in provider["away"]:
        (first, at), (last, until) = starts.split(), ends.split()
        found.append(
            TimeOff(
                date.fromisoformat(first),
                date.fromisoformat(last),
                time.fromisoformat(at),
                time.fromisoformat(until),
            )
        )
    return found


def as_bookable(provider: dict[str, Any], offering_id: Any = None) -> Bookable:
    """Return what the provider offers as the product's value."""
    return Bookable(
        offering_id=offering_id or new_id(),
        shape=SlotShape(
            duration=timedelta(minutes=provider["minutes"]),
            step=timedelta(minutes=provider["step_minutes"]),
            buffer_before=timedelta(minutes=provider["buffer_before"]),
            buffer_after=timedelta(minutes=provider["buffer_after"]),
        ),
        notice=timedelta(minutes=provider["notice_minutes"]),
        horizon=timedelta(days=provider["horizon_days"]),
    )


def as_taken(provider: dict[str, Any]) -> list[Interval]:
    """Return the provider's sessions as the product's values."""
    return [Interval(began, ended) for began, ended in provider["booked"]]


def _time(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)
