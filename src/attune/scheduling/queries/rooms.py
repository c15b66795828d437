"""The rooms a practice gives sessions to."""

from dataclasses import dataclass
from uuid import UUID

from attune.foundation.authorization import Actor, authorize
from attune.scheduling.booking_permissions import KEEP_ROOMS
from attune.scheduling.models import Room


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """A room, where it is, and how to find it."""

    room_id: UUID
    name: str
    address: str
    directions: str


def rooms(actor: Actor) -> tuple[RoomFacts, ...]:
    """Return the rooms that are in use, by name. Raises NotPermitted."""
    authorize(actor, KEEP_ROOMS)
    found = Room.objects.filter(is_active=True).order_by("name")
    return tuple(RoomFacts(one.id, one.name, one.address, one.directions) for one in found)
