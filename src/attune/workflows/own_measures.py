"""One's own questionnaires, asked of one practice after another: what two practices know meets in values alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from attune.foundation.authorization import Actor
from attune.foundation.tenancy import Plane, scope
from attune.measures.actions.submit import Submitted, submit
from attune.measures.errors import NoSuchAssessment
from attune.measures.queries.own import OwnAssessment, due_of_person, own_assessment, own_trends
from attune.measures.queries.trend import Trend
from attune.practices.queries.registry import registered
from attune.workflows.own_practices import own_practices

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A questionnaire with the practice that asks."""

    practice_id: UUID
    practice_name: str
    asked: OwnAssessment


@dataclass(frozen=True, slots=True)
class OwnTrend:
    """A trend with the practice that knows it. ``child_name`` is empty where it is one's own."""

    practice_name: str
    child_name: str
    trend: Trend


def own_due(actor: Actor) -> list[Questionnaire]:
    """Return what waits for a person, at every practice, due first first. Opens scopes."""
    found = [
        Questionnaire(practice_id, registered(practice_id).name, one)
        for practice_id, told in _everywhere(actor, due_of_person)
        for one in told
    ]
    return sorted(found, key=by_day)


def by_day(one: Questionnaire) -> tuple[datetime, UUID]:
    """Return what questionnaires of several practices are ordered by."""
    return one.asked.due_at, one.asked.assessment_id


def own_change(actor: Actor) -> list[OwnTrend]:
    """Return how a person's scores change, at every practice. Opens scopes."""
    return [
        OwnTrend(registered(practice_id).name, child, one)
        for practice_id, told in _everywhere(actor, own_trends)
        for child, one in told
        if one.points
    ]


def own_questionnaire(actor: Actor, assessment_id: UUID) -> Questionnaire:
    """Return one of a person's own. Opens scopes. Raises NoSuchAssessment, also for what is somebody else's."""
    for practice_id in own_practices(actor):
        try:
            with scope(practice_id, person_id=actor.person_id, plane=Plane.SELF):
                found = own_assessment(replace(actor, practice_id=practice_id), assessment_id)
        except NoSuchAssessment:
            continue
        return Questionnaire(practice_id, registered(practice_id).name, found)
    raise NoSuchAssessment(assessment_id)


def hand_in(
    actor: Actor, assessment_id: UUID, answers: Mapping[str, int], *, may_be_incomplete: bool = False
) -> tuple[Questionnaire, Submitted]:
    """Hand in one of a person's own at the practice that asks. Opens scopes.

    Raises NoSuchAssessment, NotOpen, NoSuchItem, AnswerOutOfRange or ItemsMissing.
    """
    found = own_questionnaire(actor, assessment_id)
    with scope(found.practice_id, person_id=actor.person_id, plane=Plane.SELF):
        here = replace(actor, practice_id=found.practice_id)
        done = submit(here, assessment_id=assessment_id, answers=answers, may_be_incomplete=may_be_incomplete)
    return found, done


def _everywhere(actor: Actor, ask: Callable[[Actor], T]) -> list[tuple[UUID, T]]:
    told = []
    for practice_id in own_practices(actor):
        with scope(practice_id, person_id=actor.person_id, plane=Plane.SELF):
            told.append((practice_id, ask(replace(actor, practice_id=practice_id))))
    return told
