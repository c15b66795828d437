"""A session that has begun, who gave it, and who else is about: by the product's own actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from attune.care_records.actions.open_encounter import open_encounter
from attune.care_records.actions.sign_note import sign_note
from attune.care_records.actions.write_note import open_note, save_draft
from attune.care_records.rules.note import NoteKind
from attune.foundation.authorization import Actor, Role
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.scheduling.models import Appointment, Seat
from tests.scheduling.booking import Bookable, at, bookable, booked
from tests.support.world import World

SOAP = {
    "subjective": "Slept five hours.",
    "objective": "Calmer after ten minutes.",
    "assessment": "Less panic.",
    "plan": "Step three, twice.",
}


@dataclass
class Care:
    """A practice in care: its bookable provider, a patient, and the scopes of everybody."""

    world: World
    where: Bookable
    patient: Actor
    chart_id: UUID = field(default_factory=new_id)

    @property
    def provider(self) -> Actor:
        """Who gives the sessions."""
        return self.where.provider

    @property
    def stranger(self) -> Actor:
        """A provider of another practice, where there is one."""
        assert self.world.b is not None
        return self.world.b[Role.PROVIDER].actor

    def role(self, role: Role) -> Actor:
        """Return who holds a role in the practice."""
        return self.world.a[role].actor

    @contextmanager
    def opened(self, actor: Actor) -> Iterator[Actor]:
        """Open the scope a page would open for the actor."""
        plane = Plane.SELF if actor.roles == {Role.PATIENT} else actor.plane
        with scope(actor.practice_id, person_id=actor.person_id, plane=plane):
            yield actor

    def session(self, *, days: int = 3, hour: int = 9, begun: bool = True, patient: Actor | None = None) -> UUID:
        """Book a session, let it have begun an hour ago, and return the appointment's id."""
        who = patient or self.patient
        with scope(self.where.practice.practice_id, person_id=who.person_id):
            got = booked(self.where, who, at(hour, days=days))
            row = Seat.objects.get(id=got.seat_id)
            if who is self.patient:
                assert row.chart_id
                self.chart_id = row.chart_id
            if begun:
                begin(row.appointment_id)
            return row.appointment_id

    def draft(self, appointment_id: UUID, kind: NoteKind = NoteKind.SOAP, **told: str) -> tuple[UUID, int]:
        """Write a draft about a session; return its id and revision."""
        with self.opened(self.provider) as actor:
            (encounter,) = open_encounter(actor, appointment_id)
            note_id = open_note(actor, encounter.encounter_id, kind=kind).note_id
            return note_id, save_draft(actor, note_id, told or SOAP, 0)

    def signed(self, appointment_id: UUID | None = None, **told: str) -> UUID:
        """Write and sign a note; return its id."""
        note_id, revision = self.draft(appointment_id or self.session(), NoteKind.SOAP, **told)
        with self.opened(self.provider) as actor:
            sign_note(actor, note_id, revision=revision)
        return note_id


def begin(appointment_id: UUID, *, hours: float = 1.0) -> None:
    """Let a session have begun so long ago."""
    rows = Appointment.objects.filter(id=appointment_id)
    found: Any = rows.get()
    starts_at = now() - timedelta(hours=hours)
    rows.update(starts_at=starts_at, ends_at=starts_at + (found.ends_at - found.starts_at))


def care_in(world: World) -> Care:
    """Make the cast's provider bookable, and somebody who will book."""
    with scope(world.a.practice_id, person_id=new_id()):
        where = bookable(world.a)
    return Care(world, where, where.patient())
