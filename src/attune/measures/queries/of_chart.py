"""What a clinician sees of a patient's questionnaires: those that wait, and those who are not on track."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from attune.audit.actions.record import record, record_many
from attune.foundation.authorization import Actor, authorize, may
from attune.foundation.tenancy import current_scope
from attune.measures.gateways.catalog import every_instrument
from attune.measures.gateways.catalog import instrument as instrument_of
from attune.measures.models import Assessment, SafetyFlag
from attune.measures.permissions import ASSIGN, READ_SCORES
from attune.measures.queries.trend import Trend, rows_of, trends_of_rows
from attune.measures.rules.instrument import Instrument
from attune.measures.rules.not_on_track import Reason
from attune.measures.rules.schedule import State, state_now
from attune.patients.queries.charts import chart, charts
from attune.scheduling.booking_permissions import SEE_OWN_CALENDAR
from attune.scheduling.queries.of_charts import clients_of


@dataclass(frozen=True, slots=True)
class SentAssessment:
    """A questionnaire as its sender sees it: what it is, until when, how far; not its answers."""

    assessment_id: UUID
    instrument: str
    name: str
    sent_at: datetime
    due_at: datetime
    closes_at: datetime
    state: State


@dataclass(frozen=True, slots=True)
class MovingWrong:
    """A patient whom care does not help as it should, and why; the gravest reason first."""

    chart_id: UUID
    patient_name: str
    instrument: str
    name: str
    reasons: tuple[Reason, ...]
    first: int | None
    last: int | None
    last_at: datetime | None
    is_unsafe: bool
    """Whether an answer asked for a call that nobody has noted yet."""


def sent_of(actor: Actor, chart_id: UUID) -> tuple[SentAssessment, ...]:
    """Return a patient's questionnaires, the newest first; the read goes on record.

    Raises NotPermitted or NoSuchChart.
    """
    authorize(actor, READ_SCORES)
    found = chart(actor, chart_id)
    record(actor, "measures.assessment.listed", object_kind="chart", object_id=chart_id, patient_id=chart_id)
    now = current_scope("Questionnaires").now
    return tuple(_sent(row, now) for row in reversed(rows_of([found.chart_id])))


def assignable(actor: Actor, born: date) -> tuple[Instrument, ...]:
    """Return the instruments that fit somebody's age today, by name. Raises NotPermitted."""
    authorize(actor, ASSIGN)
    today = current_scope("Instruments").now.date()
    newest = {one.code: one for one in every_instrument()}
    return tuple(sorted((one for one in newest.values() if one.fits(born, day=today)), key=lambda one: one.name))


def moving_wrong(actor: Actor) -> tuple[MovingWrong, ...]:
    """Return who of the actor's own patients is not on track.

    Unsafe first, then by how grave the reason is; each read of those returned goes on record. Raises NotPermitted.
    """
    authorize(actor, READ_SCORES)
    found = [
        (one, chart_id in unsafe)
        for unsafe, by_chart in [_reached(actor)]
        for chart_id, rows in by_chart.items()
        for one in trends_of_rows(chart_id, rows)
        if one.reasons
    ]
    ids = {one.chart_id for one, _ in found}
    names = {chart_id: one.name for chart_id, one in charts(actor, ids).items()}
    told = [(chart_id, chart_id) for chart_id in sorted(ids)]
    record_many(actor, "measures.score.read", object_kind="chart", objects=told)
    listed = [_wrong(one, names[one.chart_id], is_unsafe=is_unsafe) for one, is_unsafe in found]
    order = list(Reason)
    return tuple(sorted(listed, key=lambda one: (not one.is_unsafe, order.index(one.reasons[0]), one.patient_name)))


def _reached(actor: Actor) -> tuple[set[UUID], dict[UUID, list[Assessment]]]:
    own = [one.chart_id for one in clients_of(actor)] if may(actor, SEE_OWN_CALENDAR) else []
    rows = rows_of(own)
    by_chart: dict[UUID, list[Assessment]] = {}
    for row in rows:
        by_chart.setdefault(row.chart_id, []).append(row)
    waiting = SafetyFlag.objects.filter(chart_id__in=list(by_chart), acknowledged_at=None)
    return set(waiting.values_list("chart_id", flat=True)), by_chart


def _sent(row: Assessment, now: datetime) -> SentAssessment:
    asked = instrument_of(row.instrument, row.instrument_version)
    state = state_now(State(row.state), closes_at=row.closes_at, now=now)
    return SentAssessment(row.id, asked.code, asked.name, row.sent_at, row.due_at, row.closes_at, state)


def _wrong(one: Trend, name: str, *, is_unsafe: bool) -> MovingWrong:
    last = one.last
    return MovingWrong(
        chart_id=one.chart_id,
        patient_name=name,
        instrument=one.instrument,
        name=one.name,
        reasons=one.reasons,
        first=one.points[0].score if one.points else None,
        last=last.score if last else None,
        last_at=last.at if last else None,
        is_unsafe=is_unsafe,
    )
