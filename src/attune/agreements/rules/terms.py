"""The terms between a practice and the platform."""

from datetime import datetime, timedelta
from typing import Final

from attune.agreements.errors import CommissionOutOfBounds, CustodyClauseMissing, EndsInThePast, NoticeTooShort

COMMISSION_BPS_MIN: Final = 1_000
COMMISSION_BPS_MAX: Final = 3_000
NOTICE_DAYS: Final = 30
"""What the contract's section on its end says; a grave breach needs no notice."""


def require_commission(commission_bps: int) -> None:
    """Refuse a commission outside of 10 to 30 percent, in basis points: CommissionOutOfBounds."""
    if not COMMISSION_BPS_MIN <= commission_bps <= COMMISSION_BPS_MAX:
        raise CommissionOutOfBounds(commission_bps, COMMISSION_BPS_MIN, COMMISSION_BPS_MAX)


def require_custody_clause(custody_clause: str) -> None:
    """Refuse a contract that does not say who keeps the records when a practice leaves: CustodyClauseMissing."""
    if not custody_clause.strip():
        raise CustodyClauseMissing


def require_notice(ends_at: datetime, *, now: datetime, is_breached: bool) -> None:
    """Refuse an end that lies behind or, unless the other side broke the contract gravely, comes without its notice.

    The day counts, in UTC. Raises EndsInThePast or NoticeTooShort.
    """
    if ends_at < now:
        raise EndsInThePast(ends_at)
    earliest = (now + timedelta(days=NOTICE_DAYS)).date()
    if not is_breached and ends_at.date() < earliest:
        raise NoticeTooShort(earliest)
