"""Encounters, as pages and other contexts see them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from attune.care_records.errors import NoSuchEncounter
from attune.care_records.models import Encounter
from attune.care_records.permissions import WRITE_NOTES
from attune.foundation.authorization import Actor, authorize


@dataclass(frozen=True, slots=True)
class EncounterFacts:
    """One patient's session. ``attendance`` is ``open``, ``attended`` or ``missed``; ``zone`` is the provider's."""

    encounter_id: UUID
    appointment_id: UUID
    seat_id: UUID
    chart_id: UUID
    provider_id: UUID
    service: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    format: str
    place: str
    patient_state: str
    participants: int
    attendance: str

    @property
    def minutes(self) -> int:
        """How long it was to last."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


def own_session(actor: Actor, encounter_id: UUID) -> EncounterFacts:
    """Return an encounter of a session the actor gives. Raises NotPermitted or NoSuchEncounter."""
    authorize(actor, WRITE_NOTES)
    return encounter_facts(own_encounter(actor, encounter_id))


def own_encounter(actor: Actor, encounter_id: UUID) -> Encounter:
    """Return the row of an own session's encounter, for care records itself. Raises NoSuchEncounter."""
    row = Encounter.objects.filter(Q(provider__person_id=actor.person_id), id=encounter_id).first()
    if row is None:
        raise NoSuchEncounter(encounter_id)
    return row


def encounter_facts(row: Encounter) -> EncounterFacts:
    """Return an encounter's row as its facts."""
    return EncounterFacts(
        encounter_id=row.id,
        appointment_id=row.appointment_id,
        seat_id=row.seat_id,
        chart_id=row.chart_id,
        provider_id=row.provider_id,
        service=row.service,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=row.zone,
        format=row.format,
        place=row.place,
        patient_state=row.patient_state,
        participants=row.participants,
        attendance=row.attendance,
    )
