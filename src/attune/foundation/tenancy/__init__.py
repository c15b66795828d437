"""Who holds a row, and the walls around it: the mechanism of docs/explanation/isolation.md.

``WalledModel`` is imported from ``attune.foundation.tenancy.models``: the database
backend needs what stands here before any model can exist.
"""

from attune.foundation.tenancy.errors import AlreadyInScope, NoScope, WrongHolder
from attune.foundation.tenancy.fields import (
    HolderKey,
    PersonKey,
    PracticeForeignKey,
    PracticeKey,
    PublishedKey,
)
from attune.foundation.tenancy.scope import Scope, current_scope, scope
from attune.foundation.tenancy.walls import Plane

__all__ = [
    "AlreadyInScope",
    "HolderKey",
    "NoScope",
    "PersonKey",
    "Plane",
    "PracticeForeignKey",
    "PracticeKey",
    "PublishedKey",
    "Scope",
    "WrongHolder",
    "current_scope",
    "scope",
]
