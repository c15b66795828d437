"""A membership that ends."""

from attune.foundation.authorization import Role
from attune.foundation.tenancy import scope
from attune.identity.actions.end_membership import end_membership
from tests.support.world import CastMember, World, joined, person


def end(actor: CastMember, target: CastMember, reason: str = "Moved away") -> None:
    assert target.membership_id is not None
    with scope(actor.practice_id, plane=actor.actor.plane):
        end_membership(actor.actor, membership_id=target.membership_id, reason=reason)


def second_owner(world: World) -> CastMember:
    return joined(person("second@example.org", "Ada Moss"), world.a.practice_id, {Role.OWNER})


def only_owner(world: World) -> CastMember:
    """Return A's owner, after the other one of the cast is gone."""
    owner = world.a[Role.OWNER]
    end(owner, world.without_factor)
    return owner
