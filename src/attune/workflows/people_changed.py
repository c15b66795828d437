"""What follows whenever somebody is invited, comes, changes or leaves."""

from attune.foundation.authorization import Actor, system_actor
from attune.foundation.live import announce
from attune.foundation.tenancy import current_scope
from attune.worklist.actions.look_over_people import look_over_people

REGION = "members"
"""The region of open pages that is told of each change."""


def people_changed(actor: Actor) -> None:
    """Bring the tasks about the scope's people up to date, and tell open pages. In the place's scope."""
    holder_id = current_scope("Tasks").holder_id
    look_over_people(system_actor(holder_id, request_id=actor.request_id))
    announce(REGION, holder_id=holder_id)
