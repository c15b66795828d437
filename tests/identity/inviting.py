"""An invitation as tests make it."""

from uuid import UUID

from attune.foundation.authorization import Role
from attune.foundation.tenancy import scope
from attune.identity.actions.invite_member import invite_member
from tests.support.world import CastMember

ADDRESS = "noor@example.org"


def invite(member: CastMember, *roles: Role, email: str = ADDRESS) -> UUID:
    with scope(member.practice_id, person_id=member.person_id, plane=member.actor.plane):
        return invite_member(member.actor, email=email, name="Noor Haddad", roles=frozenset(roles or {Role.BILLER}))
