"""One's own record, asked of one practice after another: what two practices know meets in values alone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from attune.audit.queries.of_patient import Looked, who_looked
from attune.care_records.errors import NoSuchRecord
from attune.care_records.queries.note_facts import NoteFacts
from attune.care_records.queries.record import UNLISTED, own_notes
from attune.foundation.authorization import Actor
from attune.foundation.tenancy import Plane, scope
from attune.identity.queries.people import named_people
from attune.patients.queries.care_links import practices_of
from attune.patients.queries.chart_consents import HandedOver, chart_consents
from attune.patients.queries.charts import ChartFacts, own_charts
from attune.practices.queries.registry import registered
from attune.scheduling.queries.appointments import SeatFacts
from attune.scheduling.queries.own_seats import my_seats


@dataclass(frozen=True, slots=True)
class OwnChart:
    """A chart somebody signs in for, and where."""

    practice_id: UUID
    practice_name: str
    chart: ChartFacts


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """Everything of one chart that is the patient's to see. ``names`` are of who looked."""

    where: OwnChart
    notes: tuple[NoteFacts, ...]
    sessions: tuple[SeatFacts, ...]
    consents: tuple[HandedOver, ...]
    looks: tuple[Looked, ...]
    names: Mapping[UUID, str]


def charts_of_oneself(actor: Actor) -> tuple[OwnChart, ...]:
    """Return the charts a person signs in for, at every practice. Opens scopes."""
    assert actor.person_id is not None, "a person has a record of their own"
    with scope(person_id=actor.person_id, plane=Plane.SELF):
        practice_ids = [link.practice_id for link in practices_of(actor.person_id)]
    found: list[OwnChart] = []
    for practice_id in practice_ids:
        with scope(practice_id, person_id=actor.person_id, plane=Plane.SELF):
            name = registered(practice_id).name
            here = replace(actor, practice_id=practice_id)
            found += [OwnChart(practice_id, name, one) for one in own_charts(here)]
    return tuple(found)


def own_record(actor: Actor, where: OwnChart, *, is_download: bool = False) -> OwnRecord:
    """Return one of a person's own records; reading it goes on record. Opens a scope. Raises NoSuchRecord."""
    chart_id = where.chart.chart_id
    with scope(where.practice_id, person_id=actor.person_id, plane=Plane.SELF):
        here = replace(actor, practice_id=where.practice_id)
        notes = own_notes(here, chart_id, is_download=is_download)
        looks = who_looked(here, chart_id, hidden=UNLISTED)
        people = named_people({one.actor_id for one in looks if one.actor_id})
        return OwnRecord(
            where=where,
            notes=notes,
            sessions=tuple(reversed(my_seats(here, [chart_id]))),
            consents=chart_consents(here, chart_id),
            looks=looks,
            names={person_id: person.name for person_id, person in people.items()},
        )


def chosen(found: tuple[OwnChart, ...], chart_id: UUID) -> OwnChart:
    """Return one of the charts. Raises NoSuchRecord for what is not among them."""
    for one in found:
        if one.chart.chart_id == chart_id:
            return one
    raise NoSuchRecord(chart_id)
