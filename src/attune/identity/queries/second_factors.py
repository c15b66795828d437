"""What a person has set up for their second step."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator


@dataclass(frozen=True, slots=True)
class Factor:
    """An authenticator app or a passkey. ``name`` is empty for the app."""

    id: int
    name: str
    added_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class SecondFactors:
    """All of a person's ways through the second step."""

    app: Factor | None
    passkeys: tuple[Factor, ...]
    recovery_codes_left: int | None

    @property
    def count(self) -> int:
        """Return how many factors there are, recovery codes aside."""
        return len(self.passkeys) + (self.app is not None)


def second_factors(person_id: UUID) -> SecondFactors:
    """Return what a person has set up, oldest first."""
    rows = list(Authenticator.objects.filter(user_id=person_id).order_by("created_at"))
    kinds = Authenticator.Type
    codes = [row for row in rows if row.type == kinds.RECOVERY_CODES]
    return SecondFactors(
        app=next((_factor(row) for row in rows if row.type == kinds.TOTP), None),
        passkeys=tuple(_factor(row) for row in rows if row.type == kinds.WEBAUTHN),
        recovery_codes_left=len(codes[0].wrap().get_unused_codes()) if codes else None,
    )


def _factor(row: Authenticator) -> Factor:
    return Factor(row.pk, str(row.data.get("name", "")), row.created_at, row.last_used_at)
