"""Entries to try the ledger with: a payment of 150.00 with a commission of 22.50, as the practice's book says it."""

from uuid import UUID

from attune.kernel.money import Money
from attune.ledger.rules.entry import Account, AccountKind, Transfer, transfers_of

PROCESSOR = Account(AccountKind.PROCESSOR)
PRICE, COMMISSION = Money(15_000), Money(2_250)


def unearned(payment_id: UUID) -> Account:
    return Account(AccountKind.UNEARNED, payment_id)


def revenue(payment_id: UUID) -> Account:
    return Account(AccountKind.REVENUE, payment_id)


def charged(payment_id: UUID, price: Money = PRICE, commission: Money = COMMISSION) -> tuple[Transfer, ...]:
    owed = Account(AccountKind.PLATFORM_FEE_PAYABLE, payment_id)
    return transfers_of(
        (PROCESSOR, unearned(payment_id), price),
        (Account(AccountKind.PLATFORM_FEE, payment_id), owed, commission),
        (owed, PROCESSOR, commission),
    )


def earned(payment_id: UUID, price: Money = PRICE) -> tuple[Transfer, ...]:
    return transfers_of((unearned(payment_id), revenue(payment_id), price))
