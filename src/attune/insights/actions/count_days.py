"""Letting the platform have a practice's days as counts: written in the practice's own scope, by its own job."""

from dataclasses import asdict
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.tenancy import current_scope
from attune.insights.models import OperatingDay
from attune.insights.permissions import COUNT
from attune.insights.queries.own_days import own_days
from attune.practices.queries.registry import registered

COUNTED_ANEW = timedelta(days=60)
"""So far back what happened may still be corrected: attendance, refunds."""


@transaction.atomic
def count_days(actor: Actor) -> int:
    """Count the practice's last days anew and return how many had something. A repeat changes nothing.

    For the system. Raises NotPermitted.
    """
    authorize(actor, COUNT)
    opened = current_scope("Numbers")
    assert opened.practice_id is not None
    today = opened.now.astimezone(ZoneInfo(registered(opened.practice_id).zone)).date()
    since = today - COUNTED_ANEW
    days = own_days(actor, since=since, until=today)
    OperatingDay.objects.filter(practice_id=opened.practice_id, day__gte=since).delete()
    OperatingDay.objects.bulk_create(
        OperatingDay(practice_id=opened.practice_id, day=one.day, **asdict(one.numbers)) for one in days
    )
    record(actor, "insights.days.counted", object_kind="practice", object_id=opened.practice_id)
    return len(days)
