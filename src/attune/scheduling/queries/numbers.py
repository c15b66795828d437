"""Sessions counted by the practice's own days; never whose. Definitions: docs/reference/metrics.md."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Min, Q
from django.db.models.functions import TruncDate

from attune.foundation.authorization import Actor, authorize
from attune.kernel.interval import Interval
from attune.scheduling.calendar_permissions import COUNT_SESSIONS
from attune.scheduling.models import Appointment, Seat

ATTENDED, MISSED, CANCELED = Seat.State.ATTENDED, Seat.State.MISSED, Seat.State.CANCELED
_STANDING = (Appointment.State.CONFIRMED, Appointment.State.COMPLETED, Appointment.State.NO_SHOW)


@dataclass(frozen=True, slots=True)
class SessionsOfDay:
    """What became of the seats whose sessions began on a day."""

    held: int
    missed: int
    canceled_late: int


def booked_by_day(actor: Actor, between: Interval, zone: ZoneInfo) -> dict[date, int]:
    """Return how many seats were booked on each day, whatever became of them. Raises NotPermitted."""
    authorize(actor, COUNT_SESSIONS)
    rows = Seat.objects.filter(booked_at__gte=between.start, booked_at__lt=between.end)
    counted = rows.annotate(day=TruncDate("booked_at", tzinfo=zone)).values_list("day").annotate(count=Count("id"))
    return dict(counted.order_by("day"))


def sessions_by_day(actor: Actor, between: Interval, zone: ZoneInfo) -> dict[date, SessionsOfDay]:
    """Return what became of the seats whose sessions began on each day. Raises NotPermitted."""
    authorize(actor, COUNT_SESSIONS)
    rows = Seat.objects.filter(
        appointment__starts_at__gte=between.start, appointment__starts_at__lt=between.end
    ).annotate(day=TruncDate("appointment__starts_at", tzinfo=zone))
    counted = rows.values_list("day").annotate(
        held=Count("id", filter=Q(state=ATTENDED)),
        missed=Count("id", filter=Q(state=MISSED)),
        canceled_late=Count("id", filter=Q(state=CANCELED, fee_minor__gt=0)),
    )
    return {day: SessionsOfDay(*found) for day, *found in counted.order_by("day")}


def first_sessions(actor: Actor, between: Interval) -> tuple[tuple[UUID, datetime], ...]:
    """Return who had their first session here in a stretch of time, and when it began. Raises NotPermitted."""
    authorize(actor, COUNT_SESSIONS)
    rows = Seat.objects.filter(state=ATTENDED).values_list("person_id").annotate(first=Min("appointment__starts_at"))
    return tuple(rows.filter(first__gte=between.start, first__lt=between.end).order_by(F("first"), "person_id"))


def session_times(actor: Actor, between: Interval) -> dict[UUID, list[Interval]]:
    """Return when each provider's sessions were that touch a stretch and were not canceled. Raises NotPermitted."""
    authorize(actor, COUNT_SESSIONS)
    rows = Appointment.objects.filter(state__in=_STANDING, ends_at__gt=between.start, starts_at__lt=between.end)
    found: dict[UUID, list[Interval]] = {}
    for provider_id, starts_at, ends_at in rows.values_list("provider_id", "starts_at", "ends_at"):
        found.setdefault(provider_id, []).append(Interval(starts_at, ends_at))
    return found


def first_session_of_each(actor: Actor) -> dict[UUID, datetime]:
    """Return when each provider's first session began that was not canceled. Raises NotPermitted."""
    authorize(actor, COUNT_SESSIONS)
    rows = Appointment.objects.filter(state__in=_STANDING).values_list("provider_id")
    return dict(rows.annotate(first=Min("starts_at")).order_by("provider_id"))
