"""Open hours and what was booked of them: counted from hours and sessions, and as they were kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Sum

from attune.credentialing.queries.providers import providers_here
from attune.foundation.authorization import Actor, authorize
from attune.insights.models import OpenDay
from attune.insights.permissions import SEE_NUMBERS
from attune.insights.rules.fill import Filled, ProviderDay, filled_of
from attune.kernel.interval import Interval
from attune.scheduling.queries.numbers import session_times
from attune.scheduling.queries.open_hours import open_hours_of


@dataclass(frozen=True, slots=True)
class ProviderFill:
    """How full a provider's calendar was in a range."""

    provider_id: UUID
    name: str
    filled: Filled


def fill_by_provider(actor: Actor, *, since: date, until: date) -> tuple[ProviderFill, ...]:
    """Return how full each provider was who was open in a range, both ends inclusive, by name. Raises NotPermitted."""
    authorize(actor, SEE_NUMBERS)
    rows = OpenDay.objects.filter(day__gte=since, day__lte=until).values_list("provider_id")
    sums = rows.annotate(opened=Sum("open_minutes"), filled=Sum("filled_minutes")).filter(opened__gt=0)
    found = {provider_id: Filled(opened, filled) for provider_id, opened, filled in sums}
    return tuple(
        ProviderFill(one.provider_id, one.name, found[one.provider_id])
        for one in providers_here(actor)
        if one.provider_id in found
    )


def fill_by_day(actor: Actor, *, since: date, until: date) -> dict[date, Filled]:
    """Return how full the practice was on each day of a range, both ends inclusive. Raises NotPermitted."""
    authorize(actor, SEE_NUMBERS)
    rows = OpenDay.objects.filter(day__gte=since, day__lte=until).values_list("day")
    sums = rows.annotate(opened=Sum("open_minutes"), filled=Sum("filled_minutes")).filter(opened__gt=0)
    return {day: Filled(opened, filled) for day, opened, filled in sums.order_by("day")}


def counted_now(actor: Actor, wanted: Mapping[UUID, Sequence[date]], zone: ZoneInfo) -> tuple[ProviderDay, ...]:
    """Count days of providers by their hours as they are now, and by the sessions that stand. Raises NotPermitted."""
    days = [day for ones in wanted.values() for day in ones]
    if not days:
        return ()
    between = _span(min(days), max(days), zone)
    sessions = session_times(actor, between)
    found = []
    for provider_id, own_days in wanted.items():
        openings = open_hours_of(provider_id, between) if own_days else ()
        for day in own_days:
            inside = [part for one in openings if (part := one.clipped(_span(day, day, zone)))]
            found.append(ProviderDay(provider_id, day, filled_of(inside, sessions.get(provider_id, []))))
    return tuple(found)


def _span(first: date, last: date, zone: ZoneInfo) -> Interval:
    after = last + timedelta(days=1)
    return Interval(datetime.combine(first, time(), tzinfo=zone), datetime.combine(after, time(), tzinfo=zone))
