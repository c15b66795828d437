"""The platform's part of a payment as the two books tell it: taken in the practice's, earned in the platform's."""

from collections.abc import Sequence
from uuid import UUID

from attune.kernel.money import Money
from attune.ledger.rules.entry import Account, AccountKind, Transfer, transfers_of

PROCESSOR = Account(AccountKind.PROCESSOR)
COMMISSION = Account(AccountKind.COMMISSION)


def fee_taken(transfers: Sequence[Transfer]) -> int:
    """Return what the processor took for the platform in one entry of a practice, in minor units; less than 0: gave."""
    taken = sum(_owed(one.debit) * one.amount.minor for one in transfers if one.credit == PROCESSOR)
    given = sum(_owed(one.credit) * one.amount.minor for one in transfers if one.debit == PROCESSOR)
    return taken - given


def mirrored(practice_id: UUID, taken: Money) -> tuple[Transfer, ...]:
    """Return the platform's entry for what was taken: earned from the practice, and kept by the processor."""
    owing = Account(AccountKind.PLATFORM_FEE_RECEIVABLE, practice_id)
    if taken.minor >= 0:
        return transfers_of((owing, COMMISSION, taken), (PROCESSOR, owing, taken))
    return transfers_of((COMMISSION, owing, -taken), (owing, PROCESSOR, -taken))


def _owed(account: Account) -> bool:
    return account.kind is AccountKind.PLATFORM_FEE_PAYABLE
