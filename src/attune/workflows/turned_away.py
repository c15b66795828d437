"""What somebody may do who came to the door of a visit and was refused: their session moves, whatever the hour."""

from datetime import datetime

from attune.foundation.authorization import Actor
from attune.scheduling.actions.move_appointment import reschedule_seat
from attune.scheduling.queries.appointments import SeatFacts
from attune.telehealth.queries.room import own_room_in
from attune.telehealth.rules.door import Barrier


def is_turned_away(actor: Actor, seat: SeatFacts) -> bool:
    """Return whether who holds a seat stands refused at its door, in a scope of theirs. Raises NotPermitted."""
    return own_room_in(actor, seat).barrier is Barrier.NOT_CLEARED


def move_own_session(actor: Actor, seat: SeatFacts, *, starts_at: datetime) -> None:
    """Move one's own session: while canceling is free, and, refused at its door, until it begins.

    Raises what ``reschedule_seat`` raises.
    """
    reschedule_seat(actor, seat_id=seat.seat_id, starts_at=starts_at, is_excused=is_turned_away(actor, seat))
