"""Letting the platform have a practice's days as counts: written in the practice's own scope, by its own job."""

from dataclasses import asdict
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from attune.audit.actions.record import record
from attune.credentialing.queries.providers import providers_here
from attune.credentialing.rules.clearance import Standing
from attune.foundation.authorization import Actor, authorize
from attune.foundation.tenancy import current_scope
from attune.insights.models import OpenDay, OperatingDay
from attune.insights.permissions import COUNT
from attune.insights.queries.open_days import counted_now
from attune.insights.queries.own_days import own_days
from attune.practices.queries.registry import registered
from attune.scheduling.queries.numbers import first_session_of_each

COUNTED_ANEW = timedelta(days=60)
"""So far back what happened may still be corrected: attendance, refunds."""


@transaction.atomic
def count_days(actor: Actor) -> int:
    """Count the practice's last days anew and return how many had something. A repeat changes nothing.

    Open hours are counted while their day is on, and kept: hours change, and what was open stays what it was. A day
    that went by uncounted is counted later, by the hours there are then, from the provider's first session on.

    For the system. Raises NotPermitted.
    """
    authorize(actor, COUNT)
    opened = current_scope("Numbers")
    assert opened.practice_id is not None
    zone = ZoneInfo(registered(opened.practice_id).zone)
    today = opened.now.astimezone(zone).date()
    since = today - COUNTED_ANEW
    _count_open_hours(actor, since=since, today=today, zone=zone)
    days = own_days(actor, since=since, until=today)
    OperatingDay.objects.filter(practice_id=opened.practice_id, day__gte=since).delete()
    OperatingDay.objects.bulk_create(
        OperatingDay(practice_id=opened.practice_id, day=one.day, **asdict(one.numbers)) for one in days
    )
    record(actor, "insights.days.counted", object_kind="practice", object_id=opened.practice_id)
    return len(days)


def _count_open_hours(actor: Actor, *, since: date, today: date, zone: ZoneInfo) -> None:
    OpenDay.objects.filter(day=today).delete()
    known = set(OpenDay.objects.filter(day__gte=since).values_list("provider_id", "day"))
    first_at, wanted = first_session_of_each(actor), {}
    for one in providers_here(actor, states=[Standing.ACTIVE]):
        first = first_at.get(one.provider_id)
        begins_on = max(since, first.astimezone(zone).date()) if first else today
        days = [begins_on + timedelta(days=number) for number in range((today - begins_on).days)]
        wanted[one.provider_id] = [day for day in (*days, today) if (one.provider_id, day) not in known]
    OpenDay.objects.bulk_create(
        OpenDay(provider_id=one.provider_id, day=one.day, **asdict(one.filled))
        for one in counted_now(actor, wanted, zone)
    )
