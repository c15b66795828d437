"""Letting a patient in from the waiting room."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.scheduling.queries.appointments import appointment
from attune.telehealth.actions.rooms import locked_room
from attune.telehealth.actions.tell import tell_visit
from attune.telehealth.door_errors import DoorShut, NobodyWaits
from attune.telehealth.models import Admission
from attune.telehealth.permissions import HOLD_ROOM
from attune.telehealth.queries.facts import last_check_in
from attune.telehealth.queries.room import room_in


@transaction.atomic
def admit(actor: Actor, *, appointment_id: UUID) -> None:
    """Let the patient in who has checked in and been cleared; safe to repeat.

    Raises NotPermitted, NoSuchAppointment, NoSuchVisit, DoorShut or NobodyWaits.
    """
    authorize(actor, HOLD_ROOM)
    session = appointment(actor, appointment_id)
    room_in(actor, session)
    locked_room(appointment_id)
    room = room_in(actor, session)
    if room.barrier is not None:
        raise DoorShut(room.barrier)
    guest = room.guest
    if guest is None or not guest.is_cleared:
        raise NobodyWaits
    if guest.is_admitted:
        return
    said = last_check_in(appointment_id, guest.seat_id)
    assert said is not None, "who is cleared has said where they are"
    assert actor.person_id is not None, "people let people in"
    Admission.objects.create(check_in=said, admitted_by=actor.person_id, at=now())
    record(actor, "telehealth.patient.admitted", object_kind="check_in", object_id=said.id, patient_id=guest.chart_id)
    tell_visit(appointment_id, person_id=said.person_id)
