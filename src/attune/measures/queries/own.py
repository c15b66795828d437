"""A person's own questionnaires at one practice: what waits for them, and what they answered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.audit.actions.record import record, record_many
from attune.foundation.authorization import Actor, authorize
from attune.foundation.tenancy import current_scope
from attune.measures.errors import NoSuchAssessment
from attune.measures.gateways.catalog import instrument as instrument_of
from attune.measures.models import Assessment
from attune.measures.permissions import SEE_OWN
from attune.measures.queries.flags import RaisedFlag, flag_of
from attune.measures.queries.reach import own_rows
from attune.measures.queries.trend import Trend, result_of, rows_of, trends_of_rows
from attune.measures.rules.instrument import Instrument
from attune.measures.rules.schedule import OPEN, State, state_now
from attune.measures.rules.scoring import Result, read_answers


@dataclass(frozen=True, slots=True)
class OwnAssessment:
    """One questionnaire, for who fills it in. ``patient_name`` is empty where it is about themselves."""

    assessment_id: UUID
    chart_id: UUID
    appointment_id: UUID | None
    patient_name: str
    instrument: Instrument
    due_at: datetime
    closes_at: datetime
    state: State
    answers: dict[str, int]
    result: Result | None
    submitted_at: datetime | None
    flag: RaisedFlag | None

    @property
    def is_open(self) -> bool:
        """Whether it can be answered now."""
        return self.state in OPEN

    @property
    def seconds_left(self) -> int:
        """About how long the rest takes."""
        return (len(self.instrument.items) - len(self.answers)) * self.instrument.seconds_per_item


def due_of_person(actor: Actor) -> tuple[OwnAssessment, ...]:
    """Return what waits for the actor at this practice, due first first; each read goes on record.

    Their own and their children's. Raises NotPermitted.
    """
    authorize(actor, SEE_OWN)
    now = current_scope("Questionnaires").now
    open_states = [state.value for state in OPEN]
    rows = list(own_rows(actor).filter(state__in=open_states, closes_at__gt=now).order_by("due_at", "id"))
    told = [(row.id, row.chart_id) for row in rows]
    record_many(actor, "measures.assessment.seen", object_kind="assessment", objects=told)
    return tuple(_own(row, now, flag=None) for row in rows)


def own_assessment(actor: Actor, assessment_id: UUID) -> OwnAssessment:
    """Return one of the actor's own; the read goes on record. Raises NotPermitted or NoSuchAssessment."""
    authorize(actor, SEE_OWN)
    row = own_rows(actor).filter(id=assessment_id).first()
    if row is None:
        raise NoSuchAssessment(assessment_id)
    record(actor, "measures.assessment.seen", object_kind="assessment", object_id=row.id, patient_id=row.chart_id)
    return _own(row, current_scope("A questionnaire").now, flag=flag_of(row))


def own_trends(actor: Actor) -> tuple[tuple[str, Trend], ...]:
    """Return the actor's own trends and their children's, each with the child's name, empty for their own.

    The reads go on record. Raises NotPermitted.
    """
    authorize(actor, SEE_OWN)
    charts = {row.chart_id: _child(row) for row in own_rows(actor).order_by("chart_id")}
    told = [(chart_id, chart_id) for chart_id in charts]
    record_many(actor, "measures.score.read", object_kind="chart", objects=told)
    by_chart: dict[UUID, list[Assessment]] = {chart_id: [] for chart_id in charts}
    for row in rows_of(list(charts)):
        by_chart[row.chart_id].append(row)
    return tuple(
        (charts[chart_id], one) for chart_id, rows in by_chart.items() for one in trends_of_rows(chart_id, rows)
    )


def _own(row: Assessment, now: datetime, *, flag: RaisedFlag | None) -> OwnAssessment:
    return OwnAssessment(
        assessment_id=row.id,
        chart_id=row.chart_id,
        appointment_id=row.appointment_id,
        patient_name=_child(row),
        instrument=instrument_of(row.instrument, row.instrument_version),
        due_at=row.due_at,
        closes_at=row.closes_at,
        state=state_now(State(row.state), closes_at=row.closes_at, now=now),
        answers=read_answers(row.answers.reveal()),
        result=result_of(row),
        submitted_at=row.submitted_at,
        flag=flag,
    )


def _child(row: Assessment) -> str:
    return row.chart.name if row.chart.dependent_id is not None else ""
