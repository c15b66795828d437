"""Moving a session to another time: by the practice wherever it is free, by a patient to a time that is offered."""

from datetime import datetime
from uuid import UUID

from attune.audit.actions.record import record
from attune.credentialing.queries.decisions import service_decided_on
from attune.credentialing.rules.decision_record import Question
from attune.foundation.authorization import Actor
from attune.foundation.clock import now
from attune.foundation.database.contention import retried
from attune.foundation.facts import record_fact
from attune.kernel.interval import Interval
from attune.scheduling.actions.clearing import require_cleared
from attune.scheduling.actions.expire_holds import end_expired
from attune.scheduling.actions.hold_seat import IN_PERSON, next_free
from attune.scheduling.actions.name_partner import ask_partner
from attune.scheduling.actions.occupying import guarded, lift, lock_times, put_down
from attune.scheduling.actions.reach import appointment_to_change, seat_to_change
from attune.scheduling.actions.tell import tell_pages
from attune.scheduling.appointment_facts import APPOINTMENT_MOVED, TIMES_CHANGED
from attune.scheduling.booking_errors import (
    ChangedMeanwhile,
    GroupMovesAsOne,
    NotOffered,
    SeatIsNot,
    SlotTaken,
    StartsInThePast,
    TooLate,
)
from attune.scheduling.models import Appointment, Seat
from attune.scheduling.queries.open_slots import open_slots
from attune.scheduling.queries.policies import policy_of
from attune.scheduling.queries.taken import taken
from attune.scheduling.rules.couples import COUPLE


def move_appointment(
    actor: Actor, *, appointment_id: UUID, starts_at: datetime, expected_sequence: int | None = None
) -> None:
    """Move a whole session, in or outside of the hours; its length stays. As staff.

    With ``expected_sequence`` a page that is out of date changes nothing. Each participant's clearance is decided
    anew. Raises NotPermitted, NoSuchAppointment, SeatIsNot, ChangedMeanwhile, StartsInThePast, TooLate, SlotTaken,
    NoRoomFree, PatientBusy or NotCleared.
    """
    found = appointment_to_change(actor, appointment_id)
    try:
        _moved_by_staff(actor, appointment_id, starts_at, expected_sequence)
    except SlotTaken as error:
        raise SlotTaken(next_free(found.offering, after=starts_at)) from error


@retried
def _moved_by_staff(actor: Actor, appointment_id: UUID, starts_at: datetime, expected_sequence: int | None) -> None:
    appointment = appointment_to_change(actor, appointment_id)
    lock_times(appointment.provider.person_id, with_rooms=appointment.place == IN_PERSON)
    appointment = appointment_to_change(actor, appointment_id)
    if expected_sequence is not None and appointment.sequence != expected_sequence:
        raise ChangedMeanwhile(appointment_id)
    _move(actor, appointment, starts_at)


def reschedule_seat(actor: Actor, *, seat_id: UUID, starts_at: datetime, is_excused: bool = False) -> None:
    """Move one's own session to a time that is offered, while canceling would still be free.

    ``is_excused`` is for who could not come for a reason that is not theirs: until the session begins. Raises
    NotPermitted, NoSuchSeat, SeatIsNot, GroupMovesAsOne, TooLate, NotOffered, SlotTaken, NoRoomFree, PatientBusy or
    NotCleared.
    """
    found, _ = seat_to_change(actor, seat_id)
    try:
        _moved_by_patient(actor, seat_id, starts_at, is_excused=is_excused)
    except SlotTaken as error:
        raise SlotTaken(next_free(found.appointment.offering, after=starts_at)) from error


@retried
def _moved_by_patient(actor: Actor, seat_id: UUID, starts_at: datetime, *, is_excused: bool) -> None:
    seat, side = seat_to_change(actor, seat_id)
    lock_times(seat.appointment.provider.person_id, with_rooms=seat.appointment.place == IN_PERSON)
    seat, side = seat_to_change(actor, seat_id)
    appointment = seat.appointment
    if seat.state != Seat.State.BOOKED:
        raise SeatIsNot(seat.state)
    if appointment.seats_max > 1 and appointment.format != COUPLE:
        raise GroupMovesAsOne
    deadline = policy_of(seat).free_until(appointment.starts_at)
    if side == Seat.Side.PATIENT and not is_excused and now() >= deadline:
        raise TooLate(deadline)
    _move(actor, appointment, starts_at, is_offered_only=True)


def _move(actor: Actor, appointment: Appointment, starts_at: datetime, *, is_offered_only: bool = False) -> None:
    moment = now()
    if appointment.state != Appointment.State.CONFIRMED:
        raise SeatIsNot(appointment.state)
    if appointment.starts_at == starts_at:
        return
    if moment >= appointment.starts_at:
        raise TooLate(appointment.starts_at)
    if starts_at <= moment:
        raise StartsInThePast
    end_expired(actor, appointment.provider_id)
    length = appointment.ends_at - appointment.starts_at
    appointment.starts_at, appointment.ends_at = starts_at, starts_at + length
    lifted = lift(appointment)
    if is_offered_only:
        _require_offered(appointment)
    put_down(appointment, lifted, person_id=appointment.provider.person_id)
    appointment.sequence += 1
    appointment.save(update_fields=["starts_at", "ends_at", "sequence"])
    ask_partner(appointment)
    seats = list(Seat.objects.filter(appointment=appointment, state__in=[Seat.State.HELD, Seat.State.BOOKED]))
    for seat in seats:
        _decide_anew(actor, appointment, seat)
    record(actor, "scheduling.appointment.moved", object_kind="appointment", object_id=appointment.id)
    record_fact(APPOINTMENT_MOVED, actor, appointment.id)
    record_fact(TIMES_CHANGED, actor, appointment.provider_id)
    tell_pages(seats)


def _require_offered(appointment: Appointment) -> None:
    """Refuse a start that is taken or not on offer; what the appointment itself takes has been lifted."""
    offering = appointment.offering
    during = Interval(appointment.starts_at, appointment.ends_at)
    if taken(appointment.provider_id, guarded(appointment)):
        raise SlotTaken
    if during not in open_slots(appointment.provider_id, offering.id, during):
        raise NotOffered(during.start, next_free(offering, after=now()))


def _decide_anew(actor: Actor, appointment: Appointment, seat: Seat) -> None:
    asked = Question(seat.patient_state, appointment.starts_at, service_decided_on(seat.clearance_id))
    decision = require_cleared(actor, provider_id=appointment.provider_id, asked=asked)
    Seat.objects.filter(id=seat.id).update(clearance_id=decision.id)
