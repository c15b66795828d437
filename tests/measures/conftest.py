"""A patient with a session to come, and what was sent to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from attune.foundation.authorization import Actor
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.measures.actions.assign import assign
from tests.scheduling.booking import Bookable, at, bookable, booked, chart_of
from tests.support.world import World, cast


@dataclass(frozen=True, slots=True)
class Care:
    """A patient of the practice's provider."""

    world: World
    where: Bookable
    patient: Actor
    chart_id: UUID
    appointment_id: UUID
    starts_at: datetime

    @property
    def provider(self) -> Actor:
        """Who treats them."""
        return self.where.provider

    @contextmanager
    def staff(self) -> Iterator[Actor]:
        """Open the practice's scope as the provider does."""
        with scope(self.where.practice.practice_id):
            yield self.provider

    @contextmanager
    def own(self, patient: Actor | None = None) -> Iterator[Actor]:
        """Open the practice's scope as a patient does."""
        who = patient or self.patient
        with scope(self.where.practice.practice_id, person_id=who.person_id, plane=Plane.SELF):
            yield who

    def sent(self, instrument: str = "phq-9", *, due: timedelta = timedelta(days=1)) -> UUID:
        """Send them a questionnaire by hand."""
        with self.staff() as provider:
            return assign(provider, chart_id=self.chart_id, instrument=instrument, due_at=now() + due)


def care_of(world: World) -> Care:
    """Return somebody with a session in three days; outside of any scope."""
    with scope(world.a.practice_id):
        where = bookable(world.a)
    patient, starts_at = where.patient(world.patient.person_id), at(11)
    with scope(world.a.practice_id, person_id=patient.person_id, plane=Plane.SELF):
        got = booked(where, patient, starts_at)
        chart_id = chart_of(patient)
    return Care(world, where, patient, chart_id, got.appointment_id, got.starts_at)


@pytest.fixture
def care(db: None) -> Care:
    """Give the test somebody with a session in three days."""
    return care_of(cast())
