"""Whose tasks somebody sees beside their own roles': a small practice may have nobody in between."""

from collections.abc import Collection

from attune.kernel.roles import Role

STANDS_IN_FOR = {Role.OWNER: frozenset({Role.ADMINISTRATOR})}
"""An owner runs the practice where no administrator does, and sees what waits for one."""


def seen_roles(roles: Collection[Role]) -> frozenset[Role]:
    """Return the roles whose tasks somebody with these roles sees."""
    return frozenset(roles).union(*(STANDS_IN_FOR.get(role, frozenset()) for role in roles))
