"""Who treats a patient: the provider of the session that comes next, else of the last one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from attune.credentialing.rules.clearance import Standing
from attune.scheduling.models import Appointment, Seat, TimeOff
from attune.scheduling.queries.workload import IN_CARE


@dataclass(frozen=True, slots=True)
class Treating:
    """A provider who treats somebody. ``person_id`` signs in; who is away is reached by nobody."""

    provider_id: UUID
    person_id: UUID
    name: str
    is_away: bool


def treating(chart_id: UUID, *, now: datetime) -> Treating | None:
    """Return who treats a patient, None where nobody who works here does. In the practice's scope."""
    seats = Seat.objects.select_related("appointment__provider").filter(
        chart_id=chart_id,
        state__in=IN_CARE,
        appointment__state__in=[Appointment.State.CONFIRMED, Appointment.State.COMPLETED],
        appointment__provider__state=Standing.ACTIVE,
    )
    coming = seats.filter(appointment__ends_at__gt=now).order_by("appointment__starts_at", "id").first()
    found = coming or seats.order_by("-appointment__starts_at", "-id").first()
    if found is None:
        return None
    by = found.appointment.provider
    return Treating(by.id, by.person_id, by.name, _is_away(by.id, ZoneInfo(by.zone), now))


def sessions_between(chart_ids: Collection[UUID]) -> dict[UUID, tuple[datetime, ...]]:
    """Return when these patients' sessions begin that were not canceled, earliest first. In the practice's scope."""
    rows = Seat.objects.filter(chart_id__in=chart_ids, state__in=[*IN_CARE, Seat.State.MISSED])
    found: dict[UUID, list[datetime]] = {}
    for chart_id, starts_at in rows.order_by("appointment__starts_at").values_list(
        "chart_id", "appointment__starts_at"
    ):
        assert chart_id is not None
        found.setdefault(chart_id, []).append(starts_at)
    return {chart_id: tuple(starts) for chart_id, starts in found.items()}


def _is_away(provider_id: UUID, zone: ZoneInfo, moment: datetime) -> bool:
    """Return whether the wall clock is within a stretch of time off."""
    local = moment.astimezone(zone).replace(tzinfo=None)
    stretches = TimeOff.objects.filter(provider_id=provider_id, starts_on__lte=local.date(), ends_on__gte=local.date())
    return any(
        datetime.combine(one.starts_on, one.starts_at_time) <= local < datetime.combine(one.ends_on, one.ends_at_time)
        for one in stretches
    )
