"""When somebody is reminded of an appointment: a ladder of hours before it, and the quiet of the night."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from attune.kernel.documented import documented

LAST_CALL = timedelta(hours=1)
"""A reminder that comes later than this before the start helps nobody; the evening before is better."""


@dataclass(frozen=True, slots=True)
class ReminderPolicy:
    """Which reminders an edition sends, how far a practice may depart from that, and when nobody is written to.

    Hours count back from the start; quiet hours are on the reader's clock, from one up to the other.
    """

    standard_hours: tuple[int, ...] = field(metadata=documented("Reminders are sent, in hours before the session"))
    is_uniform: bool = field(metadata=documented("Every practice has the same reminders"))
    reminders_max: int = field(metadata=documented("A practice may send at most"))
    earliest_hours: int = field(metadata=documented("A practice may remind at the earliest, in hours before"))
    required_from_hours: int = field(metadata=documented("One reminder lies between, in hours before: from"))
    required_until_hours: int = field(metadata=documented("One reminder lies between, in hours before: until"))
    quiet_from: int = field(metadata=documented("Nobody is reminded from, the hour on the reader's clock"))
    quiet_until: int = field(metadata=documented("Nobody is reminded until, the hour on the reader's clock"))

    def broken_bound(self, hours: Sequence[int]) -> str | None:
        """Return the name of the first bound that a ladder breaks, if any."""
        if self.is_uniform and tuple(hours) != self.standard_hours:
            return "is_uniform"
        if len(hours) > self.reminders_max or len(set(hours)) != len(hours):
            return "reminders_max"
        if not all(1 <= one <= self.earliest_hours for one in hours):
            return "earliest_hours"
        if not any(self.required_until_hours <= one <= self.required_from_hours for one in hours):
            return "required_from_hours"
        return None

    def is_quiet(self, at: datetime, zone: ZoneInfo) -> bool:
        """Return whether the reader's clock says that nobody is written to now."""
        hour = at.astimezone(zone).hour
        return hour >= self.quiet_from or hour < self.quiet_until


@dataclass(frozen=True, slots=True)
class Booking:
    """What decides about a reminder: the start as it is now, since when it is known, and the reader's zone."""

    starts_at: datetime
    known_since: datetime
    zone: ZoneInfo


def due_step(policy: ReminderPolicy, ladder: Sequence[int], booking: Booking, *, now: datetime) -> int | None:
    """Return which reminder of the ladder should have gone out by now, in hours before the start, or None.

    Only the latest that came due counts: those missed before it are passed over. What was due before the
    booking was made, or before it was moved, is not sent, nor anything after the start or in quiet hours.
    """
    if now >= booking.starts_at or policy.is_quiet(now, booking.zone):
        return None
    moments = {hours: moment_of(policy, hours, booking) for hours in ladder}
    passed = [hours for hours in ladder if booking.known_since <= moments[hours] <= now]
    return min(passed, default=None)


def moment_of(policy: ReminderPolicy, hours: int, booking: Booking) -> datetime:
    """Return when a reminder is due: so many hours before, else when the night ends, else the evening before."""
    planned = booking.starts_at - timedelta(hours=hours)
    if not policy.is_quiet(planned, booking.zone):
        return planned
    local = planned.astimezone(booking.zone)
    morning = local.replace(hour=policy.quiet_until, minute=0, second=0, microsecond=0)
    if local.hour >= policy.quiet_from:
        morning = (local + timedelta(days=1)).replace(hour=policy.quiet_until, minute=0, second=0, microsecond=0)
    if morning <= booking.starts_at - LAST_CALL:
        return morning
    evening = morning - timedelta(days=1)
    return evening.replace(hour=policy.quiet_from - 1)


def reminder_key(seat_id: object, *, starts_at: datetime, hours: int) -> str:
    """Return what makes a reminder the same one: the seat, its start, and the step."""
    return f"{reminder_prefix(seat_id)}{starts_at:%Y%m%dT%H%M}:{hours}"


def reminder_prefix(seat_id: object) -> str:
    """Return what the keys of all of a seat's reminders begin with."""
    return f"reminder:{seat_id}:"
