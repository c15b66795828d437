"""How long an invitation is good, and what becomes of its link."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from attune.identity.errors import (
    InvitationExpired,
    InvitationRefused,
    InvitationUsed,
    InvitationWithdrawn,
)

GOOD_FOR = timedelta(days=14)


class InvitationState(StrEnum):
    """What became of an invitation."""

    OPEN = "open"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    USED = "used"


@dataclass(frozen=True, slots=True)
class InvitationLife:
    """The dates that decide an invitation's state (UTC)."""

    expires_at: datetime
    accepted_at: datetime | None = None
    withdrawn_at: datetime | None = None


def state_of(life: InvitationLife, *, now: datetime) -> InvitationState:
    """Return the invitation's state; one that was used stays used."""
    if life.accepted_at is not None:
        return InvitationState.USED
    if life.withdrawn_at is not None:
        return InvitationState.WITHDRAWN
    return InvitationState.EXPIRED if now >= life.expires_at else InvitationState.OPEN


def require_open(life: InvitationLife, *, now: datetime) -> None:
    """Refuse a link that is no longer good: InvitationUsed, InvitationWithdrawn or InvitationExpired."""
    refusals: dict[InvitationState, InvitationRefused] = {
        InvitationState.USED: InvitationUsed(),
        InvitationState.WITHDRAWN: InvitationWithdrawn(),
        InvitationState.EXPIRED: InvitationExpired(life.expires_at),
    }
    refusal = refusals.get(state_of(life, now=now))
    if refusal is not None:
        raise refusal


def token_hash(token: str) -> str:
    """Return what is stored in a link's token's place; its 256 bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
