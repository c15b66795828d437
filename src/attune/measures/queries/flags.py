"""Flags: whose answer asks for a call, and who was asked to make it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.audit.actions.record import record, record_many
from attune.foundation.authorization import Actor, Role, authorize
from attune.identity.queries.people import NamedPerson, named_people
from attune.measures.errors import NoSuchFlag
from attune.measures.gateways.catalog import instrument as instrument_of
from attune.measures.models import Assessment, SafetyFlag
from attune.measures.permissions import ACKNOWLEDGE, KEEP_RHYTHM
from attune.patients.queries.charts import ChartFacts, chart


@dataclass(frozen=True, slots=True)
class RaisedFlag:
    """What the person themselves is told: who was asked, by when. ``name`` is empty where a role was."""

    flag_id: UUID
    name: str
    due_at: datetime
    is_acknowledged: bool


@dataclass(frozen=True, slots=True)
class Flag:
    """Whom to reach, and why. ``said`` is the answer in the instrument's words; ``outcome`` is empty until then."""

    flag_id: UUID
    chart_id: UUID
    assessment_id: UUID
    instrument: str
    patient_name: str
    email: str
    state: str
    is_child: bool
    said: str
    raised_at: datetime
    due_at: datetime
    named: str
    acknowledged_at: datetime | None
    acknowledged_by: str
    outcome: str


@dataclass(frozen=True, slots=True)
class FlagToTell:
    """Who is told of a flag, and nothing of whom it is about: a person, or whoever holds a role."""

    named_id: UUID | None
    named_role: Role | None
    due_at: datetime


def flag_of(row: Assessment) -> RaisedFlag | None:
    """Return the flag that a questionnaire raised, as the person themselves is told of it."""
    flag = SafetyFlag.objects.filter(assessment_id=row.id).first()
    if flag is None:
        return None
    named = named_people([flag.named_id] if flag.named_id else [])
    name = named[flag.named_id].name if flag.named_id in named else ""
    return RaisedFlag(flag.id, name, flag.due_at, flag.acknowledged_at is not None)


def flag(actor: Actor, flag_id: UUID) -> Flag:
    """Return whom to reach; the read goes on record. Raises NotPermitted or NoSuchFlag."""
    authorize(actor, ACKNOWLEDGE)
    row = SafetyFlag.objects.select_related("assessment").filter(id=flag_id).first()
    if row is None:
        raise NoSuchFlag(flag_id)
    record(actor, "measures.flag.read", object_kind="safety_flag", object_id=row.id, patient_id=row.chart_id)
    return _flags(actor, row.chart_id, [row])[0]


def flags_of(actor: Actor, chart_id: UUID, *, is_open: bool = False) -> tuple[Flag, ...]:
    """Return a patient's flags, those nobody has acknowledged first, then the newest; with ``is_open`` those alone.

    The reads go on record. Raises NotPermitted or NoSuchChart.
    """
    authorize(actor, ACKNOWLEDGE)
    found = SafetyFlag.objects.select_related("assessment").filter(chart_id=chart_id).order_by("-raised_at")
    rows = list(found.filter(acknowledged_at=None) if is_open else found)
    told = [(row.id, row.chart_id) for row in rows]
    record_many(actor, "measures.flag.read", object_kind="safety_flag", objects=told)
    return tuple(sorted(_flags(actor, chart_id, rows), key=lambda one: one.acknowledged_at is not None))


def flag_to_tell(actor: Actor, flag_id: UUID) -> FlagToTell:
    """Return who is told of a flag. For the system. Raises NotPermitted or NoSuchFlag."""
    authorize(actor, KEEP_RHYTHM)
    row = SafetyFlag.objects.filter(id=flag_id).first()
    if row is None:
        raise NoSuchFlag(flag_id)
    return FlagToTell(row.named_id, Role(row.named_role) if row.named_role else None, row.due_at)


def _flags(actor: Actor, chart_id: UUID, rows: Sequence[SafetyFlag]) -> list[Flag]:
    """Return one patient's flags; the chart and everybody's names are read once."""
    if not rows:
        return []
    patient = chart(actor, chart_id)
    people = named_people({one for row in rows for one in (row.named_id, row.acknowledged_by) if one})
    return [_flag(row, patient, people) for row in rows]


def _flag(row: SafetyFlag, patient: ChartFacts, people: Mapping[UUID, NamedPerson]) -> Flag:
    asked = instrument_of(row.assessment.instrument, row.assessment.instrument_version)
    said = int(row.answer.reveal())
    return Flag(
        flag_id=row.id,
        chart_id=row.chart_id,
        assessment_id=row.assessment_id,
        instrument=asked.name,
        patient_name=patient.name,
        email=patient.email,
        state=patient.state,
        is_child=patient.dependent_id is not None,
        said=next(option.label for option in asked.options if option.value == said),
        raised_at=row.raised_at,
        due_at=row.due_at,
        named=_name(people, row.named_id),
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=_name(people, row.acknowledged_by),
        outcome=row.outcome.reveal(),
    )


def _name(people: Mapping[UUID, NamedPerson], person_id: UUID | None) -> str:
    """Return somebody's name; nobody's, and of who is no more, is empty."""
    named = people.get(person_id) if person_id else None
    return named.name if named else ""
