"""Ending holds whose time is over, by the database's clock."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record_many
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.facts import record_fact
from attune.scheduling.actions.occupying import free, free_seat, lock_times
from attune.scheduling.appointment_facts import TIMES_CHANGED
from attune.scheduling.booking_permissions import EXPIRE_HOLDS
from attune.scheduling.models import TAKEN_SEATS, Appointment, Seat


@transaction.atomic
def expire_holds(actor: Actor) -> int:
    """Expire what is over in the actor's practice and return how many seats that were. Raises NotPermitted.

    Nothing waits for it: whoever comes for a time ends the expired holds on it first.
    """
    authorize(actor, EXPIRE_HOLDS)
    whose = (
        Seat.objects.filter(state=Seat.State.HELD, hold_expires_at__lte=now())
        .values_list("appointment__provider_id", "appointment__provider__person_id")
        .distinct()
    )
    found = list(whose)
    lock_times(*(person_id for _, person_id in found))
    return sum(end_expired(actor, provider_id) for provider_id, _ in found)


def end_expired(actor: Actor, provider_id: UUID) -> int:
    """Expire a provider's holds that are over and return how many; the caller holds the lock on their time."""
    over = list(
        Seat.objects.select_for_update(of=("self",)).filter(
            appointment__provider_id=provider_id, state=Seat.State.HELD, hold_expires_at__lte=now()
        )
    )
    if not over:
        return 0
    Seat.objects.filter(id__in=[seat.id for seat in over]).update(state=Seat.State.EXPIRED)
    for seat in over:
        free_seat(seat.id)
    record_many(actor, "scheduling.seat.expired", object_kind="seat", objects=[(seat.id, None) for seat in over])
    release_empty({seat.appointment_id for seat in over})
    record_fact(TIMES_CHANGED, actor, provider_id)
    return len(over)


def release_empty(appointment_ids: Iterable[UUID]) -> list[UUID]:
    """Give back the times of those appointments that nobody has a seat in any more; return which they were."""
    ids = list(appointment_ids)
    in_use = set(
        Seat.objects.filter(appointment_id__in=ids, state__in=TAKEN_SEATS).values_list("appointment_id", flat=True)
    )
    empty = [one for one in ids if one not in in_use]
    if empty:
        Appointment.objects.filter(id__in=empty, state=Appointment.State.HELD).update(state=Appointment.State.RELEASED)
        Appointment.objects.filter(id__in=empty, state=Appointment.State.CONFIRMED).update(
            state=Appointment.State.CANCELED, canceled_at=now()
        )
        free(empty)
    return empty
