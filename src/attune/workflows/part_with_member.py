"""Parting with somebody: the membership ends, their tasks go on, and they are told."""

from uuid import UUID

from attune.foundation.authorization import Actor, Role
from attune.foundation.tenancy import current_scope
from attune.identity.actions.end_membership import end_membership
from attune.identity.message_kinds import MEMBERSHIP_ENDED
from attune.identity.queries.roster import member_of
from attune.kernel.identifiers import PLATFORM_ID
from attune.notifications.actions.notify import notify
from attune.notifications.rules.recipient import Recipient
from attune.practices.queries.registry import registered
from attune.workflows.people_changed import people_changed
from attune.workflows.reassign import leave_with_member
from attune.worklist.actions.hand_over import hand_over_tasks


def part_with_member(actor: Actor, *, membership_id: UUID, reason: str) -> None:
    """End a membership of the actor's place; what they had to do goes to the role that runs it.

    A provider is gone with it, and what is still booked with them becomes a task.

    Raises what end_membership raises.
    """
    member = member_of(actor, membership_id)
    end_membership(actor, membership_id=membership_id, reason=reason)
    is_platform = actor.practice_id == PLATFORM_ID
    heir = Role.COMPLIANCE if is_platform else Role.ADMINISTRATOR
    hand_over_tasks(actor, owner_id=member.person_id, owner_role=heir)
    if not is_platform:
        leave_with_member(actor, person_id=member.person_id, reason=reason)
    people_changed(actor)
    opened = current_scope("A message")
    place = registered(opened.holder_id)
    notify(
        MEMBERSHIP_ENDED,
        recipient=Recipient(member.email, person_id=member.person_id, zone="UTC" if is_platform else place.zone),
        facts={"ended_at": opened.now},
        practice_name=place.name,
        run_soon=True,
    )
