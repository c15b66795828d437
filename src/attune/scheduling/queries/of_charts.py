"""Sessions by patient: who treats whom, and what took place when. For who may already open the chart."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Max, Min, Q, QuerySet

from attune.foundation.authorization import Actor, NotPermitted, authorize, may
from attune.foundation.clock import now
from attune.scheduling.booking_permissions import SEE_CALENDARS, SEE_OWN_CALENDAR
from attune.scheduling.models import Seat
from attune.scheduling.queries.appointments import SeatFacts, seat_facts

TREATED = (Seat.State.BOOKED, Seat.State.ATTENDED, Seat.State.MISSED)
"""A session that is booked, or was, makes a patient somebody's."""

_IN_FULL = ("appointment__offering", "appointment__provider", "appointment__room")


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody the actor treats: when they last met, when they meet next, and how often they met."""

    chart_id: UUID
    last_at: datetime | None
    next_at: datetime | None
    first_at: datetime


def treats(actor: Actor, chart_id: UUID) -> bool:
    """Return whether the actor has or had a session with the patient. Raises NotPermitted."""
    authorize(actor, SEE_OWN_CALENDAR)
    return _own(actor).filter(chart_id=chart_id).exists()


def clients_of(actor: Actor) -> tuple[Client, ...]:
    """Return everybody the actor has or had a session with: who comes next first, then who came last.

    Raises NotPermitted.
    """
    authorize(actor, SEE_OWN_CALENDAR)
    moment = now()
    ahead, behind = Q(appointment__ends_at__gt=moment), Q(appointment__ends_at__lte=moment)
    rows = (
        _own(actor)
        .values("chart_id")
        .annotate(
            last_at=Max("appointment__starts_at", filter=behind & Q(state=Seat.State.ATTENDED)),
            next_at=Min("appointment__starts_at", filter=ahead & Q(state=Seat.State.BOOKED)),
            first_at=Min("appointment__starts_at"),
        )
    )
    found = [Client(row["chart_id"], row["last_at"], row["next_at"], row["first_at"]) for row in rows]
    coming = sorted((one for one in found if one.next_at), key=lambda one: (one.next_at, one.chart_id))
    rest = [one for one in found if not one.next_at]
    return (*coming, *sorted(rest, key=lambda one: (one.last_at or one.first_at, one.chart_id), reverse=True))


def sessions_of_chart(
    actor: Actor, chart_id: UUID, *, before: datetime | None = None, rows: int = 20
) -> tuple[SeatFacts, ...]:
    """Return a patient's sessions at the practice, whoever gave them, newest first; holds are left out.

    ``before`` (by start, not inclusive) goes on from a page. The caller has opened the chart, which is on record.
    Raises NotPermitted.
    """
    _require_some_calendar(actor)
    found = Seat.objects.select_related(*_IN_FULL).filter(chart_id=chart_id, booked_at__isnull=False)
    if before is not None:
        found = found.filter(appointment__starts_at__lt=before)
    return tuple(seat_facts(row) for row in found.order_by("-appointment__starts_at", "-id")[:rows])


def next_of_chart(actor: Actor, chart_id: UUID, *, after: datetime) -> datetime | None:
    """Return when a patient's next booked session after a moment begins, whoever gives it; None without one.

    The caller has opened the chart, which is on record. Raises NotPermitted.
    """
    _require_some_calendar(actor)
    coming = Seat.objects.filter(chart_id=chart_id, state=Seat.State.BOOKED, appointment__starts_at__gt=after)
    found: datetime | None = coming.aggregate(at=Min("appointment__starts_at"))["at"]
    return found


def begun_since(actor: Actor, since: datetime, *, but: Exists | None = None) -> tuple[SeatFacts, ...]:
    """Return the actor's seats of sessions that began since then (inclusive) and were not missed, oldest first.

    For the list of what is still to be written; ``but`` asks of a seat (``OuterRef("id")``) whether it was. Raises
    NotPermitted.
    """
    authorize(actor, SEE_OWN_CALENDAR)
    found = _own(actor).filter(appointment__starts_at__gte=since, appointment__starts_at__lte=now())
    if but is not None:
        found = found.exclude(but)
    full = found.exclude(state=Seat.State.MISSED).select_related(*_IN_FULL)
    return tuple(seat_facts(row) for row in full.order_by("appointment__starts_at", "id"))


def _require_some_calendar(actor: Actor) -> None:
    if not (may(actor, SEE_OWN_CALENDAR) or may(actor, SEE_CALENDARS)):
        raise NotPermitted(SEE_OWN_CALENDAR.name)


def _own(actor: Actor) -> QuerySet[Seat]:
    return Seat.objects.filter(
        Q(appointment__provider__person_id=actor.person_id), state__in=TREATED, chart_id__isnull=False
    )
