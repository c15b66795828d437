"""Adding rooms, and retiring them."""

from uuid import UUID

from django.db import IntegrityError, transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.database.violations import violates
from attune.scheduling.booking_errors import RoomNameTaken
from attune.scheduling.booking_permissions import KEEP_ROOMS
from attune.scheduling.errors import NoSuchRoom
from attune.scheduling.models import Room


def add_room(actor: Actor, *, name: str, address: str, directions: str = "") -> UUID:
    """Add a room in which one session at a time takes place, and return its id. Raises NotPermitted, RoomNameTaken."""
    authorize(actor, KEEP_ROOMS)
    try:
        with transaction.atomic():
            room = Room.objects.create(name=name, address=address, directions=directions)
            record(actor, "scheduling.room.added", object_kind="room", object_id=room.id)
    except IntegrityError as error:
        if violates(error, "a_room_has_a_name_of_its_own"):
            raise RoomNameTaken(name) from error
        raise
    return room.id


@transaction.atomic
def retire_room(actor: Actor, *, room_id: UUID) -> None:
    """Give a room to no further session; what is booked in it stays. Raises NotPermitted or NoSuchRoom."""
    authorize(actor, KEEP_ROOMS)
    if not Room.objects.filter(id=room_id).update(is_active=False):
        raise NoSuchRoom(room_id)
    record(actor, "scheduling.room.retired", object_kind="room", object_id=room_id)
