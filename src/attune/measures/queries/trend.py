"""How a patient's scores change, with the bands they lie in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, NotPermitted, may
from attune.foundation.policies import policy
from attune.foundation.tenancy import current_scope
from attune.measures.gateways.catalog import every_instrument
from attune.measures.gateways.catalog import instrument as instrument_of
from attune.measures.models import Assessment
from attune.measures.permissions import READ_SCORES, SEE_OWN
from attune.measures.rules.change import Change, change_over
from attune.measures.rules.instrument import Band, ChangeRule, Instrument, Point
from attune.measures.rules.not_on_track import Reason, not_on_track
from attune.measures.rules.policy import MeasurePolicy
from attune.measures.rules.schedule import OPEN, State, state_now
from attune.measures.rules.scoring import Result, read_result
from attune.patients.queries.charts import chart


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One score. ``answered`` of ``asked`` questions were answered; the others took the mean."""

    assessment_id: UUID
    at: datetime
    score: int
    band: str
    answered: int
    is_prorated: bool


@dataclass(frozen=True, slots=True)
class Trend:
    """A patient's scores on one instrument, earliest first. ``change`` is from the first to the last.

    ``missed`` counts the newest ones left unanswered; ``reasons`` say why somebody is not on track.
    """

    chart_id: UUID
    instrument: str
    name: str
    loinc_total: str
    score_max: int
    questions: int
    points: tuple[TrendPoint, ...]
    bands: tuple[Band, ...]
    rule: ChangeRule
    change: Change | None
    since_last: Change | None
    missed: int
    reasons: tuple[Reason, ...]

    @property
    def last(self) -> TrendPoint | None:
        """The newest score."""
        return self.points[-1] if self.points else None


def trend(actor: Actor, chart_id: UUID, instrument: str) -> Trend:
    """Return how the scores of one instrument change; the read goes on record. Patients see their own.

    Raises NotPermitted, NoSuchInstrument or NoSuchChart.
    """
    return _trend(chart_id, _readable(actor, chart_id), instrument_of(instrument))


def trends(actor: Actor, chart_id: UUID, *, is_opened: bool = False) -> tuple[Trend, ...]:
    """Return the trends of every instrument that this patient was ever sent; the read goes on record.

    ``is_opened``: the caller has opened the chart, which is on record. Raises NotPermitted or NoSuchChart.
    """
    return trends_of_rows(chart_id, _readable(actor, chart_id, is_opened=is_opened))


def trends_of_rows(chart_id: UUID, rows: Sequence[Assessment]) -> tuple[Trend, ...]:
    """Return the trends in one patient's questionnaires, given by when they were due; the usual ones first."""
    newest, sent = {one.code: one for one in every_instrument()}, {row.instrument for row in rows}
    usual = policy(MeasurePolicy).instruments
    shown = [*(code for code in usual if code in sent), *(code for code in newest if code in sent - set(usual))]
    return tuple(_trend(chart_id, rows, newest[code]) for code in shown)


def rows_of(chart_ids: Sequence[UUID]) -> list[Assessment]:
    """Return patients' questionnaires without those taken back, by when they were due."""
    rows = Assessment.objects.filter(chart_id__in=chart_ids).exclude(state=State.WITHDRAWN.value)
    return list(rows.order_by("due_at", "id"))


def result_of(row: Assessment) -> Result | None:
    """Return what a questionnaire came to, None before it is submitted."""
    return read_result(row.result.reveal()) if row.state == State.SUBMITTED else None


def _readable(actor: Actor, chart_id: UUID, *, is_opened: bool = False) -> list[Assessment]:
    may_all = may(actor, READ_SCORES)
    if not (may_all or may(actor, SEE_OWN)):
        raise NotPermitted(READ_SCORES.name)
    found = None if is_opened and may_all else chart(actor, chart_id)
    if found is not None and not may_all and found.person_id != actor.person_id:
        raise NotPermitted(READ_SCORES.name)
    record(actor, "measures.score.read", object_kind="chart", object_id=chart_id, patient_id=chart_id)
    return rows_of([chart_id])


def _trend(chart_id: UUID, rows: Sequence[Assessment], asked: Instrument) -> Trend:
    now = current_scope("Scores").now
    asked_rows = [row for row in rows if row.instrument == asked.code]
    told = [(row, result) for row in asked_rows if (result := result_of(row)) is not None]
    told.sort(key=lambda one: (one[0].submitted_at, one[0].id))
    points = [Point(row.submitted_at, result.score, result.harm) for row, result in told if row.submitted_at]
    missed = _missed(asked_rows, now)
    return Trend(
        chart_id=chart_id,
        instrument=asked.code,
        name=asked.name,
        loinc_total=asked.loinc_total,
        score_max=asked.score_max,
        questions=len(asked.items),
        points=tuple(_point(row, result) for row, result in told),
        bands=asked.bands,
        rule=asked.change,
        change=change_over(asked.change, points),
        since_last=change_over(asked.change, points[-2:]),
        missed=missed,
        reasons=not_on_track(asked.change, points, missed_in_a_row=missed),
    )


def _point(row: Assessment, result: Result) -> TrendPoint:
    assert row.submitted_at is not None, "a constraint: what is submitted says when"
    return TrendPoint(row.id, row.submitted_at, result.score, result.band, result.answered, result.is_prorated)


def _missed(rows: Sequence[Assessment], now: datetime) -> int:
    """Return how many of the newest were left unanswered until they closed; one that is still open does not count."""
    count = 0
    for row in reversed(rows):
        state = state_now(State(row.state), closes_at=row.closes_at, now=now)
        if state in OPEN:
            continue
        if state is not State.EXPIRED:
            break
        count += 1
    return count
