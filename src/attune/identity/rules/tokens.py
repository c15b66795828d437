"""What a token looks like, and which ones may be made."""

import hashlib
import string
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from attune.identity.errors import (
    AudienceNotOffered,
    ExpiryOutOfRange,
    ScopeBeyondRoles,
    ScopeMissing,
    ScopeNotOffered,
)
from attune.identity.rules.policy import ApiPolicy, ApiScope, Audience
from attune.kernel.roles import Role

DIGITS = string.digits + string.ascii_letters
RANDOM_LENGTH = 43
"""256 bits in base 62."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the token that makes another one allows: its own scopes, and not to be outlived."""

    scopes: frozenset[str]
    expires_at: datetime


def token_text(audience: str, random: str) -> str:
    """Return ``attune_<audience>_<random>_<checksum>``: a form that scanners for leaked secrets find."""
    told = f"attune_{audience}_{random}"
    return f"{told}_{_checksum(told)}"


def is_token_text(text: str) -> bool:
    """Return whether a text has the form and the checksum of a token."""
    told, _, checksum = text.rpartition("_")
    parts = told.split("_")
    return len(parts) == 3 and parts[0] == "attune" and checksum == _checksum(told)


def token_hash(text: str) -> str:
    """Return what is stored of a token: 256 random bits need no slow hash."""
    return hashlib.sha256(text.encode()).hexdigest()


def offered_audience(policy: ApiPolicy, name: str, roles: Collection[Role]) -> Audience:
    """Return the audience if it exists here and one of the roles may hold its tokens.

    Raises AudienceNotOffered for both, so that nobody learns of APIs that are not theirs.
    """
    audience = policy.audience(name)
    if audience is None or not audience.holders.intersection(roles):
        raise AudienceNotOffered(name)
    return audience


def scopes_within(
    audience: Audience,
    wanted: Collection[str],
    *,
    held_permissions: Collection[str],
    bounds: Bounds | None,
) -> tuple[str, ...]:
    """Return the wanted scopes in the audience's order, if its maker may give all of them.

    Raises ScopeMissing, ScopeNotOffered or ScopeBeyondRoles.
    """
    if audience.scopes and not wanted:
        raise ScopeMissing
    for name in wanted:
        scope = audience.scope(name)
        if scope is None:
            raise ScopeNotOffered(name)
        if not holds_scope(scope, held_permissions) or (bounds is not None and name not in bounds.scopes):
            raise ScopeBeyondRoles(name)
    return tuple(scope.name for scope in audience.scopes if scope.name in wanted)


def holds_scope(scope: ApiScope, held_permissions: Collection[str]) -> bool:
    """Return whether somebody with these permissions may do all that the scope stands for."""
    return all(name in held_permissions for name in scope.permissions)


def expiry_within(audience: Audience, expires_at: datetime, *, now: datetime, bounds: Bounds | None) -> datetime:
    """Return the expiry if it lies after ``now`` and within the audience's longest life.

    A token made with another one does not outlive it. Raises ExpiryOutOfRange.
    """
    latest = now + timedelta(days=audience.life_days_max)
    if bounds is not None:
        latest = min(latest, bounds.expires_at)
    if not now < expires_at <= latest:
        raise ExpiryOutOfRange(latest)
    return expires_at


def _checksum(text: str) -> str:
    rest, digits = zlib.crc32(text.encode()), ""
    for _ in range(6):
        rest, digit = divmod(rest, len(DIGITS))
        digits = DIGITS[digit] + digits
    return digits
