"""When and with whom the sessions of many seats are: for whoever follows their money, without who comes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.foundation.authorization import Actor, authorize
from attune.scheduling.models import Seat
from attune.scheduling.telling_permissions import TELL_HOLDERS


@dataclass(frozen=True, slots=True)
class SeatTime:
    """A seat's session. ``provider_person_id`` is who provides it; ``state`` is the seat's. Times are UTC."""

    seat_id: UUID
    appointment_id: UUID
    provider_id: UUID
    provider_person_id: UUID
    provider_name: str
    offering_name: str
    starts_at: datetime
    ends_at: datetime
    state: str


def seat_times(actor: Actor, seat_ids: Collection[UUID]) -> Mapping[UUID, SeatTime]:
    """Return the sessions of seats of the open scope's practice, by seat. For workflows. Raises NotPermitted."""
    authorize(actor, TELL_HOLDERS)
    rows = Seat.objects.select_related("appointment__offering", "appointment__provider").filter(id__in=seat_ids)
    return {
        row.id: SeatTime(
            seat_id=row.id,
            appointment_id=row.appointment_id,
            provider_id=row.appointment.provider_id,
            provider_person_id=row.appointment.provider.person_id,
            provider_name=row.appointment.provider.name,
            offering_name=row.appointment.offering.name,
            starts_at=row.appointment.starts_at,
            ends_at=row.appointment.ends_at,
            state=row.state,
        )
        for row in rows
    }
