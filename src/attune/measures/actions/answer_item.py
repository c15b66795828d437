"""Answering one question: kept as it is given, so that one can go on later on another device."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor
from attune.measures.actions.raise_flag import raise_flag
from attune.measures.gateways.catalog import instrument as instrument_of
from attune.measures.queries.flags import RaisedFlag
from attune.measures.queries.reach import own_to_change, require_open
from attune.measures.rules.schedule import State
from attune.measures.rules.scoring import read_answers, written_answers


@transaction.atomic
def answer_item(actor: Actor, *, assessment_id: UUID, item: str, value: int) -> RaisedFlag | None:
    """Keep an answer in the place of the one before.

    Returns who was asked to reach this person, if the answer says that somebody has to, at once and not
    when the rest is answered. Raises NotPermitted, NoSuchAssessment, NotOpen, NoSuchItem or AnswerOutOfRange.
    """
    row = own_to_change(actor, assessment_id)
    require_open(row)
    asked = instrument_of(row.instrument, row.instrument_version)
    answers = read_answers(row.answers.reveal())
    answers[item] = asked.checked(item, value)
    row.answers = written_answers(answers)
    if row.state == State.SENT:
        row.state = State.STARTED.value
        record(
            actor, "measures.assessment.started", object_kind="assessment", object_id=row.id, patient_id=row.chart_id
        )
    row.save(update_fields=["answers", "state"])
    is_safety_item = asked.safety is not None and asked.safety.item == item
    return raise_flag(actor, row, asked, answers) if is_safety_item else None
