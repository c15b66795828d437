"""Handing a questionnaire in: scored on the server, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor
from attune.foundation.facts import record_fact
from attune.foundation.tenancy import current_scope
from attune.measures.actions.raise_flag import raise_flag
from attune.measures.errors import NotOpen
from attune.measures.facts import ASSESSMENT_SUBMITTED
from attune.measures.gateways.catalog import instrument as instrument_of
from attune.measures.models import Assessment
from attune.measures.queries.flags import RaisedFlag, flag_of
from attune.measures.queries.reach import own_to_change, require_open
from attune.measures.queries.trend import result_of
from attune.measures.rules.schedule import State
from attune.measures.rules.scoring import Result, read_answers, score, written, written_answers


@dataclass(frozen=True, slots=True)
class Submitted:
    """What the answers came to, and who was asked to reach this person if they may not be safe."""

    result: Result
    flag: RaisedFlag | None


@transaction.atomic
def submit(
    actor: Actor,
    *,
    assessment_id: UUID,
    answers: Mapping[str, int] | None = None,
    may_be_incomplete: bool = False,
) -> Submitted:
    """Score what was answered, or these answers, and close the questionnaire. The same again is the same once.

    Raises NotPermitted, NoSuchAssessment, NotOpen, NoSuchItem, AnswerOutOfRange or ItemsMissing; then it
    stays open with what it had.
    """
    row = own_to_change(actor, assessment_id)
    asked = instrument_of(row.instrument, row.instrument_version)
    kept = read_answers(row.answers.reveal())
    given = kept if answers is None else {**kept, **answers}
    if row.state == State.SUBMITTED:
        if given != kept:
            raise NotOpen(State.SUBMITTED)
        return Submitted(_result(row), flag_of(row))
    require_open(row)
    result = score(asked, given, may_be_incomplete=may_be_incomplete)
    row.answers = written_answers(given)
    row.result = written(result)
    row.state = State.SUBMITTED.value
    row.submitted_at, row.respondent_id = current_scope("A questionnaire").now, actor.person_id
    row.save()
    record(actor, "measures.assessment.submitted", object_kind="assessment", object_id=row.id, patient_id=row.chart_id)
    flag = raise_flag(actor, row, asked, given) or flag_of(row)
    record_fact(ASSESSMENT_SUBMITTED, actor, row.id)
    return Submitted(result, flag)


def _result(row: Assessment) -> Result:
    found = result_of(row)
    assert found is not None, "a constraint: what is submitted has a score"
    return found
