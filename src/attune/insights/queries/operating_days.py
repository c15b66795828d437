"""The platform's days: every practice's counts added up."""

from dataclasses import fields
from datetime import date, timedelta

from django.db.models import Sum

from attune.foundation.authorization import Actor, authorize
from attune.insights.errors import RangeWrong
from attune.insights.models import OperatingDay
from attune.insights.permissions import SEE_OPERATING_NUMBERS
from attune.insights.queries.own_days import DAYS_MAX
from attune.insights.rules.day import Day, Numbers

NAMES = tuple(one.name for one in fields(Numbers))


def operating_days(actor: Actor, *, since: date, until: date) -> tuple[Day, ...]:
    """Return the days of a range, both ends inclusive, as practices counted theirs.

    Raises NotPermitted or RangeWrong.
    """
    authorize(actor, SEE_OPERATING_NUMBERS)
    if not since <= until < since + timedelta(days=DAYS_MAX):
        raise RangeWrong(since, until)
    rows = OperatingDay.objects.filter(day__gte=since, day__lte=until).values("day")
    sums = rows.annotate(**{f"all_{name}": Sum(name) for name in NAMES}).order_by("day")
    found = sums.values_list("day", *(f"all_{name}" for name in NAMES))
    return tuple(Day(day, Numbers(*counts)) for day, *counts in found)
