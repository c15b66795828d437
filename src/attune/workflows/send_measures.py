"""Questionnaires before sessions: sent, announced by mail, moved and taken back with the session."""

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import ngettext

from attune.foundation.addresses import address_of
from attune.foundation.authorization import Actor, system_actor
from attune.foundation.policies import policy
from attune.foundation.tenancy import current_scope
from attune.identity.queries.people import NamedPerson, named_people
from attune.kernel.interval import Interval
from attune.measures.actions.keep_rhythm import expire_over, follow_move, send_before, take_back
from attune.measures.message_kinds import QUESTIONS_WAIT
from attune.measures.queries.waiting import seconds_waiting
from attune.measures.rules.policy import MeasurePolicy
from attune.notifications.actions.notify import notify
from attune.notifications.actions.withdraw import withdraw
from attune.notifications.queries.queued_keys import queued_keys
from attune.notifications.rules.recipient import Recipient
from attune.practices.queries.registry import registered
from attune.scheduling.queries.appointments import SeatFacts
from attune.scheduling.queries.seats_to_tell import coming_seats, seat_to_tell, seats_to_tell
from attune.scheduling.rules.reminders import ReminderPolicy

PAGE = "patient_measures"


def send_measures(actor: Actor) -> int:
    """Send what is due before the coming sessions of the scope's practice, and mail whom questions wait for.

    For the system, as often as one likes; decided from what is so now. Returns how many were sent. The mail
    goes once for each seat, outside quiet hours, and only to who has not begun.
    """
    now = current_scope("Questionnaires").now
    expire_over(actor)
    seats = coming_seats(actor, Interval(now, now + timedelta(hours=policy(MeasurePolicy).hours_before)))
    sent = send_before(actor, seats)
    _announce(actor, seats)
    return sent


def move_measures(actor: Actor, appointment_id: UUID) -> None:
    """Let questionnaires follow their session's time. Follows scheduling.appointment.moved."""
    system = _system(actor)
    for seat in seats_to_tell(system, appointment_id)[:1]:
        follow_move(system, appointment_id=appointment_id, starts_at=seat.starts_at, ends_at=seat.ends_at)


def take_measures_back(actor: Actor, seat_id: UUID) -> None:
    """Take back what a canceled seat was to fill in. Follows scheduling.seat.canceled."""
    system = _system(actor)
    seat = seat_to_tell(system, seat_id)
    withdraw(_key(seat))
    if seat.chart_id is not None:
        take_back(system, appointment_id=seat.appointment_id, chart_id=seat.chart_id)


def take_every_measure_back(actor: Actor, appointment_id: UUID) -> None:
    """Take back what was to be filled in before a canceled session. Follows scheduling.appointment.canceled."""
    system = _system(actor)
    for seat in seats_to_tell(system, appointment_id):
        withdraw(_key(seat))
    take_back(system, appointment_id=appointment_id)


def _announce(actor: Actor, seats: tuple[SeatFacts, ...]) -> None:
    now, rules = current_scope("A message").now, policy(ReminderPolicy)
    waiting = seconds_waiting(actor, {seat.appointment_id for seat in seats})
    asked = [seat for seat in seats if seat.chart_id and (seat.appointment_id, seat.chart_id) in waiting]
    readers, written = named_people({seat.person_id for seat in asked}), queued_keys([_key(seat) for seat in asked])
    for seat in asked:
        reader = readers.get(seat.person_id)
        if reader is None or _key(seat) in written or rules.is_quiet(now, ZoneInfo(reader.zone)):
            continue
        assert seat.chart_id is not None
        _mail(seat, reader, seconds=waiting[seat.appointment_id, seat.chart_id])


def _mail(seat: SeatFacts, reader: NamedPerson, *, seconds: int) -> None:
    practice_id = current_scope("A message").practice_id
    assert practice_id is not None, "questionnaires are a practice's"
    minutes = max(1, round(seconds / 60))
    notify(
        QUESTIONS_WAIT,
        recipient=Recipient(reader.email, person_id=reader.person_id, zone=reader.zone),
        facts={
            "starts_at": seat.starts_at,
            "provider": seat.provider_name,
            "minutes": ngettext("a minute", "%(count)d minutes", minutes) % {"count": minutes},
            "link": address_of(PAGE),
        },
        practice_name=registered(practice_id).name,
        once_key=_key(seat),
        useful_until=seat.starts_at,
    )


def _key(seat: SeatFacts) -> str:
    return f"measures:{seat.seat_id}"


def _system(actor: Actor) -> Actor:
    return system_actor(current_scope("Questionnaires").practice_id, request_id=actor.request_id)
