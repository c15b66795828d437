"""The register of permissions: each context declares its own, with the roles that hold them."""

from collections.abc import Iterable
from dataclasses import dataclass

from attune.foundation.authorization.actor import Actor
from attune.foundation.authorization.errors import NotPermitted
from attune.kernel.roles import CLINICAL_ROLES, Role


@dataclass(frozen=True, slots=True)
class Permission:
    """Something that may be done. ``name`` is ``context.thing.verb``; ``label`` completes "may …"."""

    name: str
    label: str
    roles: frozenset[Role]
    is_clinical: bool = False


_register: dict[str, Permission] = {}


def permission(name: str, label: str, roles: Iterable[Role], *, is_clinical: bool = False) -> Permission:
    """Declare a permission at import time. A clinical one is held by clinical roles and patients alone."""
    declared = Permission(name, label, frozenset(roles), is_clinical)
    assert name not in _register, f"{name} is declared twice"
    assert not is_clinical or declared.roles <= CLINICAL_ROLES | {Role.PATIENT}, f"{name} reaches beyond care"
    _register[name] = declared
    return declared


def every_permission() -> list[Permission]:
    """Return all declared permissions by name."""
    return [_register[name] for name in sorted(_register)]


def may(actor: Actor, wanted: Permission) -> bool:
    """Return whether the actor holds the permission. The system holds every one that is not clinical."""
    if actor.is_system:
        return not wanted.is_clinical
    return bool(actor.roles & wanted.roles)


def authorize(actor: Actor, wanted: Permission) -> None:
    """Let the actor pass or raise NotPermitted."""
    if not may(actor, wanted):
        raise NotPermitted(wanted.name)
