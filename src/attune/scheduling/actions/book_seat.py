"""Booking a held seat for somebody's chart."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.audit.actions.record import record
from attune.credentialing.rules.clearance import THERAPY, Service
from attune.credentialing.rules.decision_record import Question
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.database.contention import retried
from attune.foundation.facts import record_fact
from attune.patients.errors import NoSuchChart
from attune.patients.queries.charts import chart_holder
from attune.scheduling.actions.clearing import require_cleared
from attune.scheduling.actions.name_partner import ask_partner, require_partner
from attune.scheduling.actions.occupying import keep, lock_times, take_patient
from attune.scheduling.actions.reach import seat_to_book, who_of_seat
from attune.scheduling.actions.tell import tell_pages
from attune.scheduling.appointment_facts import APPOINTMENT_BOOKED, SEAT_BOOKED
from attune.scheduling.booking_errors import HoldExpired, SeatIsNot
from attune.scheduling.booking_permissions import BOOK_SEAT
from attune.scheduling.models import Appointment, Seat


@dataclass(frozen=True, slots=True)
class Booked:
    """A seat that is somebody's. ``is_repeated``: it was theirs before this call."""

    appointment_id: UUID
    seat_id: UUID
    starts_at: datetime
    ends_at: datetime
    is_repeated: bool = False


@retried
def book_seat(
    actor: Actor, *, hold_id: UUID, chart_id: UUID, patient_state: str | None = None, service: Service = THERAPY
) -> Booked:
    """Book a held seat for a chart, once however often it is asked.

    Clearance is decided anew, in ``patient_state`` if it is another than the hold's: a provider may have been
    stopped since. The time is theirs only while the hold lasts by the database's clock. Raises NotPermitted,
    NoSuchSeat, NoSuchChart, HoldExpired, SeatIsNot, PartnerNotNamed, PatientBusy or NotCleared.
    """
    authorize(actor, BOOK_SEAT)
    who = who_of_seat(actor, hold_id)
    if chart_holder(actor, chart_id) != who.person_id:
        raise NoSuchChart(chart_id)
    lock_times(who.provider_person_id, who.person_id)
    seat = seat_to_book(actor, hold_id)
    if seat.state == Seat.State.BOOKED and seat.chart_id == chart_id:
        return _booked(seat, is_repeated=True)
    _require_held(seat)
    require_partner(seat.appointment)
    appointment = seat.appointment
    if not keep(appointment):
        raise HoldExpired(seat.hold_expires_at)
    _decide_anew(actor, seat, patient_state or seat.patient_state, service)
    seat.chart_id, seat.state, seat.hold_expires_at, seat.booked_at = chart_id, Seat.State.BOOKED, None, now()
    seat.save(update_fields=["chart", "state", "hold_expires_at", "booked_at", "patient_state", "clearance"])
    take_patient(appointment, seat)
    ask_partner(appointment)
    if appointment.state != Appointment.State.CONFIRMED:
        appointment.state = Appointment.State.CONFIRMED
        appointment.save(update_fields=["state"])
    record(actor, "scheduling.seat.booked", object_kind="seat", object_id=seat.id, patient_id=chart_id)
    record_fact(SEAT_BOOKED, actor, seat.id)
    record_fact(APPOINTMENT_BOOKED, actor, appointment.id)
    tell_pages([seat])
    return _booked(seat)


def require_bookable(
    actor: Actor, *, hold_id: UUID, patient_state: str | None = None, service: Service = THERAPY
) -> None:
    """Refuse a hold that could not be booked at this moment, before anybody pays for it; booking decides once more.

    Raises NotPermitted, NoSuchSeat, HoldExpired, SeatIsNot, PartnerNotNamed or NotCleared.
    """
    authorize(actor, BOOK_SEAT)
    seat = seat_to_book(actor, hold_id)
    _require_held(seat)
    require_partner(seat.appointment)
    _decide_anew(actor, seat, patient_state or seat.patient_state, service)


def _require_held(seat: Seat) -> None:
    if seat.state in (Seat.State.EXPIRED, Seat.State.RELEASED):
        raise HoldExpired(seat.hold_expires_at)
    if seat.state != Seat.State.HELD:
        raise SeatIsNot(seat.state)
    assert seat.hold_expires_at is not None
    if seat.hold_expires_at <= now():
        raise HoldExpired(seat.hold_expires_at)


def _decide_anew(actor: Actor, seat: Seat, patient_state: str, service: Service) -> None:
    appointment = seat.appointment
    asked = Question(patient_state, appointment.starts_at, service)
    decision = require_cleared(actor, provider_id=appointment.provider_id, asked=asked)
    seat.patient_state, seat.clearance_id = patient_state, decision.id


def _booked(seat: Seat, *, is_repeated: bool = False) -> Booked:
    appointment = seat.appointment
    return Booked(appointment.id, seat.id, appointment.starts_at, appointment.ends_at, is_repeated)
