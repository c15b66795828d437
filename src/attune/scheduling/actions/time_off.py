"""Being away for a time, and being back."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor
from attune.foundation.clock import now
from attune.foundation.facts import record_fact
from attune.scheduling.actions.own_or_any import locked_provider
from attune.scheduling.errors import NoSuchTimeOff, TooMuchToKeep
from attune.scheduling.facts import HOURS_CHANGED
from attune.scheduling.hours_permissions import SET_HOURS, SET_OWN_HOURS
from attune.scheduling.models import TimeOff as KeptTimeOff
from attune.scheduling.rules.availability import TimeOff
from attune.scheduling.rules.hours import TIMES_OFF_MAX, local_today, require_time_off


@transaction.atomic
def add_time_off(actor: Actor, *, provider_id: UUID, off: TimeOff) -> UUID:
    """Let a provider be away; what is booked in that time stays booked. Return the time off's id.

    Raises NotPermitted, NoSuchProvider, EndsBeforeStart, IsOver, TooMuchToKeep, LocalTimeMissing or LocalTimeTwice.
    """
    zone = ZoneInfo(locked_provider(actor, provider_id, own=SET_OWN_HOURS, everybodys=SET_HOURS).zone)
    today = local_today(now(), zone)
    require_time_off(off, zone=zone, today=today)
    if KeptTimeOff.objects.filter(provider_id=provider_id, ends_on__gte=today).count() >= TIMES_OFF_MAX:
        raise TooMuchToKeep(TIMES_OFF_MAX)
    kept = KeptTimeOff.objects.create(
        provider_id=provider_id,
        starts_on=off.starts_on,
        starts_at_time=off.starts_at_time,
        ends_on=off.ends_on,
        ends_at_time=off.ends_at_time,
    )
    record(actor, "scheduling.time_off.added", object_kind="time_off", object_id=kept.id)
    record_fact(HOURS_CHANGED, actor, provider_id)
    return kept.id


@transaction.atomic
def remove_time_off(actor: Actor, *, time_off_id: UUID) -> None:
    """Let a provider be there again. Raises NotPermitted or NoSuchTimeOff."""
    kept = KeptTimeOff.objects.filter(id=time_off_id).first()
    if kept is None:
        raise NoSuchTimeOff(time_off_id)
    locked_provider(actor, kept.provider_id, own=SET_OWN_HOURS, everybodys=SET_HOURS)
    removed, _ = KeptTimeOff.objects.filter(id=time_off_id).delete()
    if removed:
        record(actor, "scheduling.time_off.removed", object_kind="time_off", object_id=time_off_id)
        record_fact(HOURS_CHANGED, actor, kept.provider_id)
