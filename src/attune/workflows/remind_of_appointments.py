"""Reminding of appointments: decided when the mail is written, from what is so at that moment."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from attune.foundation.authorization import Actor
from attune.foundation.policies import policy
from attune.foundation.tenancy import current_scope
from attune.identity.queries.people import NamedPerson, named_people
from attune.kernel.interval import Interval
from attune.notifications.actions.notify import notify
from attune.notifications.queries.queued_keys import queued_keys
from attune.notifications.rules.recipient import Recipient
from attune.practices.queries.registry import registered
from attune.scheduling.message_kinds import APPOINTMENT_REMINDER
from attune.scheduling.queries.appointments import SeatFacts
from attune.scheduling.queries.reminder_ladder import reminder_ladder
from attune.scheduling.queries.seats_to_tell import coming_seats
from attune.scheduling.rules.reminders import Booking, ReminderPolicy, due_step, reminder_key
from attune.workflows.tell_of_appointment import facts_of, moved_key


def remind_of_appointments(actor: Actor) -> int:
    """Queue the reminders that are due in the scope's practice and return how many.

    For the system, as often as one likes: each seat is reminded once of each start and step, which a
    constraint keeps. What is canceled or moved meanwhile is not there any more, and a reminder that
    cannot be delivered before the start is not delivered.
    """
    opened, rules = current_scope("A reminder"), policy(ReminderPolicy)
    assert opened.practice_id is not None, "appointments are a practice's"
    ladder = reminder_ladder()
    within = Interval(opened.now, opened.now + timedelta(hours=rules.earliest_hours + 24))
    seats = coming_seats(actor, within)
    moved_at, readers = (
        queued_keys([moved_key(seat) for seat in seats]),
        named_people({seat.person_id for seat in seats}),
    )
    due: dict[str, SeatFacts] = {}
    for seat in seats:
        if seat.person_id not in readers:
            continue
        known_since = max(filter(None, (seat.booked_at, moved_at.get(moved_key(seat)))))
        zone = ZoneInfo(readers[seat.person_id].zone)
        step = due_step(rules, ladder, Booking(seat.starts_at, known_since, zone), now=opened.now)
        if step is not None:
            due[reminder_key(seat.seat_id, starts_at=seat.starts_at, hours=step)] = seat
    written = queued_keys(list(due))
    for key in due.keys() - written.keys():
        _remind(due[key], key, reader=readers[due[key].person_id])
    return len(due.keys() - written.keys())


def _remind(seat: SeatFacts, key: str, *, reader: NamedPerson) -> None:
    practice_id = current_scope("A reminder").practice_id
    assert practice_id is not None
    notify(
        APPOINTMENT_REMINDER,
        recipient=Recipient(reader.email, person_id=reader.person_id, zone=reader.zone),
        facts=facts_of(seat, reader),
        practice_name=registered(practice_id).name,
        once_key=key,
        useful_until=seat.starts_at,
    )
