"""Giving a date hours of its own, closing it, or leaving it to the week again."""

from collections.abc import Sequence
from datetime import date, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor
from attune.foundation.clock import now
from attune.foundation.facts import record_fact
from attune.scheduling.actions.own_or_any import locked_provider
from attune.scheduling.errors import TooMuchToKeep
from attune.scheduling.facts import HOURS_CHANGED
from attune.scheduling.hours_permissions import SET_HOURS, SET_OWN_HOURS
from attune.scheduling.models import DateOverride as KeptOverride
from attune.scheduling.rules.availability import DateOverride, DayHours
from attune.scheduling.rules.hours import OVERRIDES_MAX, local_today, require_override


@transaction.atomic
def set_override(actor: Actor, *, provider_id: UUID, on_date: date, hours: Sequence[DayHours] = ()) -> None:
    """Let a date have exactly these hours in the place of the week's; without any it is closed.

    Raises NotPermitted, NoSuchProvider, IsOver, TooMuchToKeep, NotAQuarterHour, ClosesBeforeOpening, HoursOverlap,
    LocalTimeMissing or LocalTimeTwice.
    """
    zone = ZoneInfo(locked_provider(actor, provider_id, own=SET_OWN_HOURS, everybodys=SET_HOURS).zone)
    today = local_today(now(), zone)
    require_override(DateOverride(on_date, tuple(hours)), zone=zone, today=today)
    kept = KeptOverride.objects.filter(provider_id=provider_id)
    dates = set(kept.filter(on_date__gte=today).values_list("on_date", flat=True))
    if len(dates - {on_date}) >= OVERRIDES_MAX:
        raise TooMuchToKeep(OVERRIDES_MAX)
    kept.filter(on_date=on_date).delete()
    stretches: list[tuple[time | None, time | None]] = [(one.opens, one.closes) for one in hours] or [(None, None)]
    KeptOverride.objects.bulk_create(
        KeptOverride(provider_id=provider_id, on_date=on_date, opens=opens, closes=closes)
        for opens, closes in stretches
    )
    record(actor, "scheduling.hours.date_set", object_kind="provider", object_id=provider_id, reason=str(on_date))
    record_fact(HOURS_CHANGED, actor, provider_id)


@transaction.atomic
def remove_override(actor: Actor, *, provider_id: UUID, on_date: date) -> None:
    """Let the week hold on a date again; nothing happens where it does. Raises NotPermitted or NoSuchProvider."""
    locked_provider(actor, provider_id, own=SET_OWN_HOURS, everybodys=SET_HOURS)
    removed, _ = KeptOverride.objects.filter(provider_id=provider_id, on_date=on_date).delete()
    if removed:
        record(
            actor, "scheduling.hours.date_removed", object_kind="provider", object_id=provider_id, reason=str(on_date)
        )
        record_fact(HOURS_CHANGED, actor, provider_id)
