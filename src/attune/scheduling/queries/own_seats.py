"""One's own seats: all of them, the next ones, or one. Each read goes on record."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.scheduling.booking_errors import NoSuchSeat
from attune.scheduling.booking_permissions import SEE_OWN_SEATS
from attune.scheduling.models import Seat
from attune.scheduling.queries.appointments import SEAT_IN_FULL, SeatFacts, record_seats, seat_facts


def my_seats(actor: Actor, chart_ids: Collection[UUID] | None = None) -> tuple[SeatFacts, ...]:
    """Return the actor's own booked seats at this practice by start, canceled and past ones too.

    Those of some charts only, if any are named; each read goes on record. Raises NotPermitted.
    """
    authorize(actor, SEE_OWN_SEATS)
    own = _booked_own(actor)
    rows = list((own if chart_ids is None else own.filter(chart_id__in=chart_ids)).order_by("appointment__starts_at"))
    record_seats(actor, rows)
    return tuple(seat_facts(row) for row in rows)


def my_seat(actor: Actor, seat_id: UUID) -> SeatFacts:
    """Return one of the same seats; the read goes on record. Raises NotPermitted or NoSuchSeat."""
    authorize(actor, SEE_OWN_SEATS)
    row = _booked_own(actor).filter(id=seat_id).first()
    if row is None:
        raise NoSuchSeat(seat_id)
    record_seats(actor, [row])
    return seat_facts(row)


def my_next_seats(actor: Actor, *, rows: int) -> tuple[SeatFacts, ...]:
    """Return so many of the same seats that are booked and not over, earliest first; each read goes on record.

    Raises NotPermitted.
    """
    authorize(actor, SEE_OWN_SEATS)
    coming = _booked_own(actor).filter(state=Seat.State.BOOKED, appointment__ends_at__gt=now())
    found = list(coming.order_by("appointment__starts_at", "id")[:rows])
    record_seats(actor, found)
    return tuple(seat_facts(row) for row in found)


def _booked_own(actor: Actor) -> QuerySet[Seat]:
    return Seat.objects.select_related(*SEAT_IN_FULL).filter(Q(person_id=actor.person_id), booked_at__isnull=False)
