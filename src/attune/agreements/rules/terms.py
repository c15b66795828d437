"""The terms between a practice and the platform."""

from typing import Final

from attune.agreements.errors import CommissionOutOfBounds, CustodyClauseMissing

COMMISSION_BPS_MIN: Final = 1_000
COMMISSION_BPS_MAX: Final = 3_000


def require_commission(commission_bps: int) -> None:
    """Refuse a commission outside of 10 to 30 percent, in basis points: CommissionOutOfBounds."""
    if not COMMISSION_BPS_MIN <= commission_bps <= COMMISSION_BPS_MAX:
        raise CommissionOutOfBounds(commission_bps, COMMISSION_BPS_MIN, COMMISSION_BPS_MAX)


def require_custody_clause(custody_clause: str) -> None:
    """Refuse a contract that does not say who keeps the records when a practice leaves: CustodyClauseMissing."""
    if not custody_clause.strip():
        raise CustodyClauseMissing
