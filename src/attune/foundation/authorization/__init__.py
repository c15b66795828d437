"""Named permissions, denied unless a role holds them."""

from attune.foundation.authorization.actor import Actor, system_actor
from attune.foundation.authorization.errors import NotPermitted
from attune.foundation.authorization.permissions import (
    Permission,
    authorize,
    every_permission,
    may,
    permission,
)
from attune.kernel.roles import (
    CLINICAL_ROLES,
    OPERATOR_ROLES,
    PRACTICE_ROLES,
    Role,
)

__all__ = [
    "CLINICAL_ROLES",
    "OPERATOR_ROLES",
    "PRACTICE_ROLES",
    "Actor",
    "NotPermitted",
    "Permission",
    "Role",
    "authorize",
    "every_permission",
    "may",
    "permission",
    "system_actor",
]
