"""The oracle: what can be booked, found the slow and obvious way, quarter of an hour by quarter of an hour.

It shares no code with the product, not even its values: a provider is a dict of plain things (see
``oracle_providers``). It never asks when a clock changes. It asks every quarter of an hour what the
provider's clock shows.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

QUARTER = timedelta(minutes=15)
MARGIN = timedelta(days=2)


def bookable_starts(provider: dict[str, Any], now: datetime) -> list[datetime]:
    """Return each instant at which a session may start, from now until the horizon."""
    quarters = every_quarter(now - MARGIN, now + timedelta(days=provider["horizon_days"]) + MARGIN)
    shown = [moment.astimezone(ZoneInfo(provider["zone"])) for moment in quarters]
    hours = [hours_at(provider, clock) for clock in shown]
    is_open = {moment: one is not None for moment, one in zip(quarters, hours, strict=True)}
    away = stretches_away(provider, quarters, shown)
    starts = []
    for moment, clock, stretch in zip(quarters, shown, hours, strict=True):
        if moment < now + timedelta(minutes=provider["notice_minutes"]):
            continue
        if moment >= now + timedelta(days=provider["horizon_days"]):
            continue
        if stretch is None or (minute_of(clock) - stretch[0]) % provider["step_minutes"] != 0:
            continue
        if is_clear(provider, moment, is_open, away):
            starts.append(moment)
    return starts


def every_quarter(first: datetime, last: datetime) -> list[datetime]:
    """Return each full quarter of an hour between two instants."""
    moment = first.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    found = []
    while moment < last:
        found.append(moment)
        moment += QUARTER
    return found


def minute_of(clock: datetime) -> int:
    """Return how many minutes after midnight a clock shows."""
    return clock.hour * 60 + clock.minute


def hours_at(provider: dict[str, Any], clock: datetime) -> tuple[int, int] | None:
    """Return the hours, in minutes of the day, that what the clock shows lies in."""
    day = clock.date().isoformat()
    if day in provider["dates"]:
        stretches = provider["dates"][day]
    elif provider["own_week"]:
        stretches = provider["own_week"].get(clock.isoweekday(), [])
    else:
        stretches = provider["week"].get(clock.isoweekday(), [])
    for opens, closes in stretches:
        if opens <= minute_of(clock) < closes:
            return opens, closes
    return None


def stretches_away(
    provider: dict[str, Any], quarters: list[datetime], shown: list[datetime]
) -> list[tuple[datetime, datetime]]:
    """Return the instants of each time off: from when the clock first shows its start until it last shows its end."""
    found = []
    for starts, ends in provider["away"]:
        inside = [clock.strftime("%Y-%m-%d %H:%M") for clock in shown]
        after_start = [moment for moment, text in zip(quarters, inside, strict=True) if text >= starts]
        before_end = [moment for moment, text in zip(quarters, inside, strict=True) if text < ends]
        if after_start and before_end and after_start[0] < before_end[-1] + QUARTER:
            found.append((after_start[0], before_end[-1] + QUARTER))
    return found


def is_clear(
    provider: dict[str, Any],
    start: datetime,
    is_open: dict[datetime, bool],
    away: list[tuple[datetime, datetime]],
) -> bool:
    """Return whether a session could be held from this instant on."""
    end = start + timedelta(minutes=provider["minutes"])
    moment = start
    while moment < end:
        if not is_open[moment]:
            return False
        moment += QUARTER
    for gone, back in away:
        if start < back and gone < end:
            return False
    buffered_start = start - timedelta(minutes=provider["buffer_before"])
    buffered_end = end + timedelta(minutes=provider["buffer_after"])
    return all(not (buffered_start < ended and began < buffered_end) for began, ended in provider["booked"])
