"""Months, as statements are made for them."""

import re
from datetime import date, timedelta

_MONTH = re.compile(r"(\d{4})-(\d{2})$")


def month_or_none(text: str) -> date | None:
    """Return the first day of a month written as 2027-03; None where the text is no month."""
    told = _MONTH.match(text)
    if told is None or not 1 <= int(told[2]) <= 12 or int(told[1]) < 1:
        return None
    return date(int(told[1]), int(told[2]), 1)


def written(month: date) -> str:
    """Return a month as its address writes it: 2027-03."""
    return f"{month:%Y-%m}"


def month_before(month: date) -> date:
    """Return the first day of the month before."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def month_after(month: date) -> date:
    """Return the first day of the month after."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)
