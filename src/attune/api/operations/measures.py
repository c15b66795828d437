"""Questionnaires: a person's own, filled in by their programs, and a patient's scores for their practice's systems."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from attune.api.shared.call import ApiRequest
from attune.api.shared.declaration import Operations
from attune.care_records.queries.reach import reach
from attune.measures.permissions import FILL_IN, READ_SCORES, SEE_OWN
from attune.measures.queries.trend import Trend, trends
from attune.workflows.own_measures import Questionnaire, hand_in, own_due, own_questionnaire

operations = Operations(tags=["measures"])
own_operations = Operations(tags=["measures"])


class BandAnswer(Schema):
    """A stretch of the scale, both ends inclusive."""

    code: str
    low: int
    high: int


class ScoreAnswer(Schema):
    """One score. ``is_prorated``: some questions were left out, and took the mean of the others."""

    assessment_id: UUID
    at: datetime
    score: int
    band: str
    answered: int
    is_prorated: bool


class TrendAnswer(Schema):
    """A patient's scores on one instrument, earliest first.

    ``change_points`` is what was lost since the first, ``direction`` whether that is more than chance;
    ``reasons`` say why somebody is not on track.
    """

    instrument: str
    name: str
    loinc_total: str
    score_max: int
    bands: list[BandAnswer]
    scores: list[ScoreAnswer]
    change_points: int | None
    direction: str | None
    is_response: bool
    is_remission: bool
    reasons: list[str]


class TrendList(Schema):
    """A patient's trends, by instrument."""

    items: list[TrendAnswer]


class OwnMeasureAnswer(Schema):
    """A questionnaire of one's own that waits. ``closes_at`` is until when it can be answered."""

    id: UUID
    practice_id: UUID
    instrument: str
    due_at: datetime
    closes_at: datetime
    state: str
    is_for_child: bool
    questions: int
    answered: int


class OwnMeasureList(Schema):
    """What waits for a person, at every practice, due first first."""

    items: list[OwnMeasureAnswer]


class OptionAnswer(Schema):
    """An answer that can be given."""

    value: int
    label: str
    loinc: str


class QuestionAnswer(Schema):
    """A question, and what was answered so far."""

    code: str
    text: str
    loinc: str
    value: int | None


class OwnQuestionnaireAnswer(OwnMeasureAnswer):
    """A questionnaire with its questions. ``score`` is there once it is handed in."""

    language: str
    recall: str
    options: list[OptionAnswer]
    items: list[QuestionAnswer]
    score: int | None
    score_max: int
    license: str
    source: str


class Answers(Schema):
    """Values by the questions' codes. ``may_be_incomplete`` leaves out what the instrument allows to."""

    answers: dict[str, int] = Field(..., max_length=60)
    may_be_incomplete: bool = False


class WayToHelp(Schema):
    """A line that answers at any hour."""

    label: str
    url: str


class HandedIn(Schema):
    """What the answers came to. ``help`` is to be shown at once if there is any; a person was told already."""

    score: int
    score_max: int
    is_prorated: bool
    help: list[WayToHelp]


HELP = [
    WayToHelp(label="Call 988", url="tel:988"),
    WayToHelp(label="Text 988", url="sms:988"),
    WayToHelp(label="Call 911", url="tel:911"),
]


@operations.offer("GET", "/charts/{chart_id}/measures", permission=READ_SCORES, answer=TrendList, may_be_missing=True)
def list_measures(request: ApiRequest, chart_id: UUID) -> TrendList:
    """Return how the scores of a patient change whom one treats, covers or supervises; each read goes on record."""
    reach(request.call.actor, chart_id)
    return TrendList(items=[_trend(one) for one in trends(request.call.actor, chart_id)])


@own_operations.offer("GET", "/own-measures", permission=SEE_OWN, answer=OwnMeasureList, opens_scopes=True)
def list_own_measures(request: ApiRequest) -> OwnMeasureList:
    """Return the questionnaires that wait for a person and their children, at every practice."""
    return OwnMeasureList(items=[OwnMeasureAnswer(**_own(one)) for one in own_due(request.call.actor)])


@own_operations.offer(
    "GET",
    "/own-measures/{assessment_id}",
    permission=SEE_OWN,
    answer=OwnQuestionnaireAnswer,
    may_be_missing=True,
    opens_scopes=True,
)
def read_own_measure(request: ApiRequest, assessment_id: UUID) -> OwnQuestionnaireAnswer:
    """Return one questionnaire with its questions and what was answered."""
    found = own_questionnaire(request.call.actor, assessment_id)
    asked, told = found.asked.instrument, found.asked
    return OwnQuestionnaireAnswer(
        **_own(found),
        language=asked.language,
        recall=asked.recall,
        options=[OptionAnswer(value=one.value, label=one.label, loinc=one.loinc) for one in asked.options],
        items=[
            QuestionAnswer(code=one.code, text=one.text, loinc=one.loinc, value=told.answers.get(one.code))
            for one in asked.items
        ],
        score=told.result.score if told.result else None,
        score_max=asked.score_max,
        license=asked.license,
        source=asked.source,
    )


@own_operations.offer(
    "PUT",
    "/own-measures/{assessment_id}/answers",
    permission=FILL_IN,
    answer=HandedIn,
    may_be_missing=True,
    may_conflict=True,
    opens_scopes=True,
)
def hand_in_own_measure(request: ApiRequest, assessment_id: UUID, body: Answers) -> HandedIn:
    """Hand a questionnaire in; the same answers again are handed in once. Show ``help`` at once if there is any."""
    found, handed_in = hand_in(
        request.call.actor, assessment_id, body.answers, may_be_incomplete=body.may_be_incomplete
    )
    return HandedIn(
        score=handed_in.result.score,
        score_max=found.asked.instrument.score_max,
        is_prorated=handed_in.result.is_prorated,
        help=HELP if handed_in.flag else [],
    )


def _trend(found: Trend) -> TrendAnswer:
    change = found.change
    return TrendAnswer(
        instrument=found.instrument,
        name=found.name,
        loinc_total=found.loinc_total,
        score_max=found.score_max,
        bands=[BandAnswer(code=one.code, low=one.low, high=one.high) for one in found.bands],
        scores=[
            ScoreAnswer(
                assessment_id=one.assessment_id,
                at=one.at,
                score=one.score,
                band=one.band,
                answered=one.answered,
                is_prorated=one.is_prorated,
            )
            for one in found.points
        ],
        change_points=change.points if change else None,
        direction=change.direction.value if change else None,
        is_response=change is not None and change.is_response,
        is_remission=change is not None and change.is_remission,
        reasons=[reason.value for reason in found.reasons],
    )


def _own(found: Questionnaire) -> dict[str, Any]:
    asked = found.asked
    return {
        "id": asked.assessment_id,
        "practice_id": found.practice_id,
        "instrument": asked.instrument.code,
        "due_at": asked.due_at,
        "closes_at": asked.closes_at,
        "state": asked.state.value,
        "is_for_child": bool(asked.patient_name),
        "questions": len(asked.instrument.items),
        "answered": len(asked.answers),
    }
