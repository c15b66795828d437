"""What a payment's life looks like in the practice's book.

Source: docs/explanation/money.md#the-book.
"""

from uuid import UUID

from attune.kernel.money import Money
from attune.ledger.rules.entry import Account, AccountKind, Transfer, transfers_of

PROCESSOR = Account(AccountKind.PROCESSOR)


def charge_transfers(
    payment_id: UUID, *, amount: Money, commission: Money, processor_fee: Money | None = None
) -> tuple[Transfer, ...]:
    """Return a charge: the whole is owed as a session, and the processor keeps the platform's part back at once."""
    fee, owed = _fee(payment_id), _owed(payment_id)
    return transfers_of(
        (PROCESSOR, unearned_of(payment_id), amount),
        (fee, owed, commission),
        (owed, PROCESSOR, commission),
        (Account(AccountKind.PROCESSOR_FEE), PROCESSOR, processor_fee or Money(0, amount.currency)),
    )


def refund_transfers(
    payment_id: UUID, *, amount: Money, commission_back: Money, unearned: Money
) -> tuple[Transfer, ...]:
    """Return a refund: the exact inverse of the split, out of what is not earned yet and then of what was."""
    from_unearned = min(amount, unearned)
    fee, owed = _fee(payment_id), _owed(payment_id)
    return transfers_of(
        (unearned_of(payment_id), PROCESSOR, from_unearned),
        (_revenue(payment_id), PROCESSOR, amount - from_unearned),
        (PROCESSOR, owed, commission_back),
        (owed, fee, commission_back),
    )


def earn_transfers(payment_id: UUID, *, amount: Money) -> tuple[Transfer, ...]:
    """Return what was paid before as earned."""
    return transfers_of((unearned_of(payment_id), _revenue(payment_id), amount))


def unearned_of(payment_id: UUID) -> Account:
    """Return the account of what was paid for a session that is still to come."""
    return Account(AccountKind.UNEARNED, payment_id)


def _revenue(payment_id: UUID) -> Account:
    return Account(AccountKind.REVENUE, payment_id)


def _fee(payment_id: UUID) -> Account:
    return Account(AccountKind.PLATFORM_FEE, payment_id)


def _owed(payment_id: UUID) -> Account:
    return Account(AccountKind.PLATFORM_FEE_PAYABLE, payment_id)
