"""Which seats and appointments somebody may touch. What is not in their reach is not there."""

from dataclasses import dataclass
from uuid import UUID

from attune.foundation.authorization import Actor, NotPermitted, Role, may
from attune.scheduling.booking_errors import NoSuchAppointment, NoSuchSeat
from attune.scheduling.booking_permissions import CHANGE_APPOINTMENTS, CHANGE_OWN_APPOINTMENTS, CHANGE_OWN_SEAT
from attune.scheduling.models import Appointment, Seat

_IN_FULL = ("appointment__provider", "appointment__offering")


@dataclass(frozen=True, slots=True)
class WhoOfSeat:
    """Whose times a seat takes, by their persons' ids: enough to stand in line for them."""

    person_id: UUID
    provider_person_id: UUID


def who_of_seat(actor: Actor, seat_id: UUID) -> WhoOfSeat:
    """Return who a seat is about, within the reach of ``seat_to_book``. Raises NoSuchSeat."""
    columns = ("person_id", "appointment__provider__person_id")
    who = Seat.objects.filter(id=seat_id).values_list(*columns).first()
    if who is None or not _may_book(actor, who[0]):
        raise NoSuchSeat(seat_id)
    return WhoOfSeat(*who)


def seat_to_book(actor: Actor, seat_id: UUID) -> Seat:
    """Return a seat that the actor holds, or that staff holds for somebody. Raises NoSuchSeat."""
    seat = Seat.objects.select_related(*_IN_FULL).filter(id=seat_id).first()
    if seat is None or not _may_book(actor, seat.person_id):
        raise NoSuchSeat(seat_id)
    return seat


def seat_to_change(actor: Actor, seat_id: UUID) -> tuple[Seat, Seat.Side]:
    """Return a seat and on whose behalf the actor changes it: their own, or as the practice.

    Raises NotPermitted or NoSuchSeat.
    """
    may_own, may_staff = may(actor, CHANGE_OWN_SEAT), _may_as_staff(actor)
    if not (may_own or may_staff):
        raise NotPermitted(CHANGE_OWN_SEAT.name)
    seat = Seat.objects.select_related(*_IN_FULL).filter(id=seat_id).first()
    if seat is not None and may_own and seat.person_id == actor.person_id:
        return seat, Seat.Side.PATIENT
    if seat is not None and may_staff and _reaches(actor, seat.appointment):
        return seat, Seat.Side.PRACTICE
    raise NoSuchSeat(seat_id)


def appointment_to_change(actor: Actor, appointment_id: UUID) -> Appointment:
    """Return an appointment the actor may change as staff. Raises NotPermitted or NoSuchAppointment."""
    if not _may_as_staff(actor):
        raise NotPermitted(CHANGE_APPOINTMENTS.name)
    found = Appointment.objects.select_related("provider", "offering").filter(id=appointment_id).first()
    if found is None or not _reaches(actor, found):
        raise NoSuchAppointment(appointment_id)
    return found


def _may_book(actor: Actor, person_id: UUID) -> bool:
    return actor.roles != {Role.PATIENT} or person_id == actor.person_id


def _may_as_staff(actor: Actor) -> bool:
    return may(actor, CHANGE_APPOINTMENTS) or may(actor, CHANGE_OWN_APPOINTMENTS)


def _reaches(actor: Actor, appointment: Appointment) -> bool:
    return may(actor, CHANGE_APPOINTMENTS) or appointment.provider.person_id == actor.person_id
