"""Setting the hours that repeat every week."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor
from attune.foundation.facts import record_fact
from attune.scheduling.actions.own_or_any import locked_provider
from attune.scheduling.errors import NoSuchOffering
from attune.scheduling.facts import HOURS_CHANGED
from attune.scheduling.hours_permissions import SET_HOURS, SET_OWN_HOURS
from attune.scheduling.models import Offering
from attune.scheduling.models import WeeklyHours as KeptHours
from attune.scheduling.rules.availability import WeeklyHours
from attune.scheduling.rules.hours import require_weekly_hours


@transaction.atomic
def set_weekly_hours(actor: Actor, *, provider_id: UUID, hours: Sequence[WeeklyHours]) -> None:
    """Let a provider's week be exactly these hours, on the wall clock of the provider's zone.

    Raises NotPermitted, NoSuchProvider, NoSuchOffering, TooMuchToKeep, NotAQuarterHour, ClosesBeforeOpening or
    HoursOverlap.
    """
    locked_provider(actor, provider_id, own=SET_OWN_HOURS, everybodys=SET_HOURS)
    require_weekly_hours(hours)
    _require_offerings(provider_id, {one.offering_id for one in hours if one.offering_id is not None})
    before = KeptHours.objects.filter(provider_id=provider_id)
    if {(one.weekday, one.opens, one.closes, one.offering_id) for one in before} == {
        (one.weekday, one.opens, one.closes, one.offering_id) for one in hours
    }:
        return
    before.delete()
    KeptHours.objects.bulk_create(
        KeptHours(
            provider_id=provider_id,
            weekday=one.weekday,
            opens=one.opens,
            closes=one.closes,
            offering_id=one.offering_id,
        )
        for one in hours
    )
    record(actor, "scheduling.hours.weekly_set", object_kind="provider", object_id=provider_id)
    record_fact(HOURS_CHANGED, actor, provider_id)


def _require_offerings(provider_id: UUID, wanted: set[UUID]) -> None:
    known = Offering.objects.filter(provider_id=provider_id, id__in=wanted).values_list("id", flat=True)
    for missing in sorted(wanted - set(known)):
        raise NoSuchOffering(missing)
