"""Whose tasks somebody sees beside their own roles': a small practice may have nobody in between."""

from collections.abc import Collection

from attune.kernel.roles import OPERATOR_ROLES, Role

STANDS_IN_FOR = {Role.OWNER: frozenset({Role.ADMINISTRATOR})}
"""An owner runs the practice where no administrator does, and sees what waits for one."""


def seen_roles(roles: Collection[Role]) -> frozenset[Role]:
    """Return the roles whose tasks somebody with these roles sees."""
    return frozenset(roles).union(*(STANDS_IN_FOR.get(role, frozenset()) for role in roles))


def escalation_in(role: str, *, is_platform: bool) -> str:
    """Return the role a task escalates to, or nothing where the place has no such role.

    A practice's roles and the platform's are apart: a task that went to a role nobody
    can hold would be lost to those who have it now.
    """
    return role if role and (Role(role) in OPERATOR_ROLES) == is_platform else ""
