"""Opening what a note is about, from the appointment."""

from typing import Any
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.care_records.errors import NoSuchEncounter
from attune.care_records.models import Encounter, SignedNote
from attune.care_records.permissions import WRITE_NOTES
from attune.care_records.queries.encounters import EncounterFacts, encounter_facts
from attune.foundation.authorization import Actor, authorize
from attune.foundation.tenancy import current_scope
from attune.scheduling.queries.appointments import AppointmentFacts, SeatFacts, appointment

ATTENDANCE = {
    "booked": Encounter.Attendance.OPEN,
    "attended": Encounter.Attendance.ATTENDED,
    "missed": Encounter.Attendance.MISSED,
}
"""What a seat's state says of who came. Other states are no session."""


def open_encounter(actor: Actor, appointment_id: UUID) -> tuple[EncounterFacts, ...]:
    """Open an encounter for each booked seat of an own appointment, by seat; those that are there are filled in anew.

    What is signed stays as it was. Raises NotPermitted, NoSuchAppointment, or NoSuchEncounter for a colleague's.
    """
    authorize(actor, WRITE_NOTES)
    return encounters_in(actor, appointment(actor, appointment_id))


@transaction.atomic
def encounters_in(actor: Actor, about: AppointmentFacts) -> tuple[EncounterFacts, ...]:
    """Do the same for an appointment that was read already. Raises NotPermitted or NoSuchEncounter."""
    authorize(actor, WRITE_NOTES)
    _require_own(actor, about)
    return tuple(encounter_facts(filled_in(actor, about, one)) for one in about.seats if one.state in ATTENDANCE)


def own_appointment(actor: Actor, appointment_id: UUID) -> AppointmentFacts:
    """Return an appointment the actor gives themselves. Raises NoSuchAppointment or NoSuchEncounter."""
    about = appointment(actor, appointment_id)
    _require_own(actor, about)
    return about


def _require_own(actor: Actor, about: AppointmentFacts) -> None:
    if about.provider_person_id != actor.person_id:
        raise NoSuchEncounter(about.appointment_id)


def filled_in(actor: Actor, about: AppointmentFacts, seat: SeatFacts) -> Encounter:
    """Return the seat's encounter with what the appointment says now, unless its note is signed."""
    kept = Encounter.objects.filter(seat_id=seat.seat_id).first()
    return brought_up(kept, about, seat) if kept else _opened(actor, about, seat)


def brought_up(kept: Encounter, about: AppointmentFacts, seat: SeatFacts) -> Encounter:
    """Return an encounter with what the appointment says now, unless its note is signed."""
    told = _told(about, seat)
    changed = [name for name, value in told.items() if getattr(kept, name) != value]
    if changed and not SignedNote.objects.filter(encounter=kept).exists():
        for name in changed:
            setattr(kept, name, told[name])
        kept.save(update_fields=changed)
    return kept


def _opened(actor: Actor, about: AppointmentFacts, seat: SeatFacts) -> Encounter:
    assert seat.chart_id is not None, "a booked seat is somebody's"
    fresh = Encounter(
        appointment_id=about.appointment_id,
        seat_id=seat.seat_id,
        chart_id=seat.chart_id,
        provider_id=about.provider_id,
        opened_at=current_scope("An encounter").now,
        **_told(about, seat),
    )
    # Two tabs may open it at once: the unique index decides.
    Encounter.objects.bulk_create([fresh], ignore_conflicts=True)
    kept = Encounter.objects.get(seat_id=seat.seat_id)
    if kept.id != fresh.id:
        return brought_up(kept, about, seat)
    record(
        actor,
        "care_records.encounter.opened",
        object_kind="encounter",
        object_id=kept.id,
        patient_id=kept.chart_id,
    )
    return kept


def _told(about: AppointmentFacts, seat: SeatFacts) -> dict[str, Any]:
    return {
        "service": about.offering_name,
        "starts_at": about.starts_at,
        "ends_at": about.ends_at,
        "zone": about.zone,
        "format": about.format,
        "place": about.place,
        "patient_state": seat.patient_state,
        "participants": sum(1 for one in about.seats if one.state in ATTENDANCE),
        "attendance": ATTENDANCE[seat.state],
    }
