"""The days on which American banks move money: weekdays but the holidays of the Federal Reserve.

A holiday on a Sunday is kept on the Monday after it; one on a Saturday is not moved, banks are open on the Friday.
Source: federalreserve.gov/aboutthefed/k8.htm.
"""

from datetime import date, timedelta
from functools import cache
from typing import Final

SATURDAY: Final = 5
SUNDAY: Final = 6
MONDAY: Final = 0
THURSDAY: Final = 3
JUNETEENTH_SINCE: Final = 2021
ONE_DAY: Final = timedelta(days=1)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return the days of a year on which banks are closed besides weekends, as they are kept."""
    fixed = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25)]
    if year >= JUNETEENTH_SINCE:
        fixed.append(date(year, 6, 19))
    kept = [day + ONE_DAY if day.weekday() == SUNDAY else day for day in fixed]
    moving = [
        _nth(year, 1, MONDAY, 3),
        _nth(year, 2, MONDAY, 3),
        _last(year, 5, MONDAY),
        _nth(year, 9, MONDAY, 1),
        _nth(year, 10, MONDAY, 2),
        _nth(year, 11, THURSDAY, 4),
    ]
    return frozenset([*kept, *moving])


def is_business_day(day: date) -> bool:
    """Return whether banks move money on a day."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def add_business_days(day: date, days: int) -> date:
    """Return the business day so many business days after a day; 0 is the day itself, or the next one if it is none.

    Raises ValueError where ``days`` is negative.
    """
    if days < 0:
        raise ValueError("business days are counted forwards")
    reached = day
    while not is_business_day(reached) and days == 0:
        reached += ONE_DAY
    for _ in range(days):
        reached += ONE_DAY
        while not is_business_day(reached):
            reached += ONE_DAY
    return reached


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _last(year: int, month: int, weekday: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1) - ONE_DAY
    return following - timedelta(days=(following.weekday() - weekday) % 7)
