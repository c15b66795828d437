"""The room of an appointment, made by whoever comes to it first, and locked by who changes something in it."""

from uuid import UUID

from attune.foundation.clock import now
from attune.telehealth.models import VideoRoom


def locked_room(appointment_id: UUID) -> VideoRoom:
    """Return an appointment's room; nobody else changes anything at its door until the transaction ends."""
    # The unique constraint decides between two who come at once; the loser writes nothing.
    VideoRoom.objects.bulk_create([VideoRoom(appointment_id=appointment_id, made_at=now())], ignore_conflicts=True)
    return VideoRoom.objects.select_for_update().get(appointment_id=appointment_id)
