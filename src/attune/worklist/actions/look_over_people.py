"""Opening and ending the tasks about a place's people, by what is so at this moment."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from attune.foundation.authorization import Actor, Role
from attune.foundation.tenancy import current_scope
from attune.identity.queries.roster import Member, members_of, open_invitations
from attune.kernel.identifiers import PLATFORM_ID
from attune.worklist.actions.end_task import settle_task
from attune.worklist.actions.open_task import open_task
from attune.worklist.models import Task
from attune.worklist.rules.kinds import TaskKind
from attune.worklist.rules.people import ANSWER_WITHIN, decide_by, ends_soon, is_unanswered
from attune.worklist.task_kinds import CHASE_INVITATION, EXTEND_ROLE


def look_over_people(actor: Actor) -> None:
    """Open what is missing and end what is over, in the actor's practice's scope; a repeat changes nothing.

    Run each hour, and whenever an invitation was answered or a role changed. Raises NotPermitted.
    """
    now = current_scope("Tasks").now
    keeper = Role.COMPLIANCE if actor.practice_id == PLATFORM_ID else Role.ADMINISTRATOR
    waiting = {
        invited.invitation_id: invited.sent_at + 2 * ANSWER_WITHIN
        for invited in open_invitations(actor, now=now)
        if is_unanswered(invited.sent_at, now=now)
    }
    _bring_about(actor, CHASE_INVITATION, waiting, keeper)
    ending = {
        member.membership_id: decide_by(first)
        for member in members_of(actor)
        if (first := _first_end(member, now=now)) is not None
    }
    _bring_about(actor, EXTEND_ROLE, ending, keeper)


def _first_end(member: Member, *, now: datetime) -> datetime | None:
    """Return when a member first loses a role that nothing continues."""
    ends = [
        held.ends_at
        for held in member.grants
        if held.is_held(now)
        and held.ends_at is not None
        and ends_soon(held.ends_at, now=now)
        and not any(other.role == held.role and other.is_held(held.ends_at) for other in member.grants)
    ]
    return min(ends, default=None)


def _bring_about(actor: Actor, kind: TaskKind, due: Mapping[UUID, datetime], keeper: Role) -> None:
    """Let exactly these subjects have an open task of the kind."""
    subjects = Task.objects.filter(kind=kind.name, state=Task.State.OPEN).values_list("subject_id", flat=True)
    open_now = set(subjects)
    for subject_id in sorted(open_now - due.keys()):
        settle_task(actor, kind=kind, subject_id=subject_id)
    for subject_id in sorted(due.keys() - open_now):
        open_task(actor, kind=kind, subject_id=subject_id, due_at=due[subject_id], owner_role=keeper)
