"""Asking a person to reach somebody whose answer says that they may not be safe."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, Role, system_actor
from attune.foundation.background import later
from attune.foundation.facts import record_fact
from attune.foundation.policies import policy
from attune.foundation.tenancy import current_scope
from attune.identity.queries.roster import members_of
from attune.measures.facts import ITEM_NINE_POSITIVE
from attune.measures.models import Assessment, SafetyFlag
from attune.measures.queries.flags import RaisedFlag, flag_of
from attune.measures.rules.instrument import Instrument
from attune.measures.rules.policy import MeasurePolicy
from attune.measures.task_kinds import REACH_SOMEBODY
from attune.scheduling.queries.treating import Treating, treating
from attune.worklist.actions.open_task import open_task

LOOK_OVER = "worklist.look_over"


def raise_flag(actor: Actor, row: Assessment, asked: Instrument, answers: Mapping[str, int]) -> RaisedFlag | None:
    """Raise the flag of a questionnaire if its answers ask for it, and return it; one that is raised stays.

    The task belongs to who treats this person; if they are away or nobody does, to the supervisors, else to
    the practice's providers. It goes to those too when the time is over.
    """
    if not asked.asks_for_help(answers):
        return None
    known = flag_of(row)
    if known is not None:
        return known
    assert asked.safety is not None
    opened = current_scope("A flag")
    assert opened.practice_id is not None, "questionnaires are a practice's"
    system = system_actor(opened.practice_id, request_id=actor.request_id)
    within = timedelta(minutes=policy(MeasurePolicy).reach_within_minutes)
    by, next_role = treating(row.chart_id, now=opened.now), _covering(system)
    named = by if by is not None and not by.is_away else None
    flag = SafetyFlag.objects.create(
        chart_id=row.chart_id,
        assessment_id=row.id,
        answer=str(answers[asked.safety.item]),
        raised_at=opened.now,
        named_id=named.person_id if named else None,
        named_role="" if named else next_role,
        due_at=opened.now + within,
    )
    record(actor, "measures.flag.raised", object_kind="safety_flag", object_id=flag.id, patient_id=row.chart_id)
    _open_task(system, flag.id, named, next_role, within)
    record_fact(ITEM_NINE_POSITIVE, actor, flag.id)
    return flag_of(row)


def _open_task(system: Actor, flag_id: UUID, named: Treating | None, next_role: Role, within: timedelta) -> None:
    open_task(
        system,
        kind=REACH_SOMEBODY,
        subject_id=flag_id,
        due_at=current_scope("A task").now + within,
        owner_id=named.person_id if named else None,
        owner_role=None if named else next_role,
        escalates_to=next_role,
    )
    # The worklist's own round comes each hour; this one comes when the time is over.
    later(LOOK_OVER, practice_id=system.practice_id, delay=within)


def _covering(system: Actor) -> Role:
    """Return who covers: the supervisors where there are any, else the practice's other providers."""
    now = current_scope("A flag").now
    is_supervised = any(Role.SUPERVISOR in member.roles_at(now) for member in members_of(system))
    return Role.SUPERVISOR if is_supervised else Role.PROVIDER
