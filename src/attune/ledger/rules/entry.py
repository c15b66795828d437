"""Entries: transfers between accounts of one book.

A transfer names both of its accounts, so that no entry, and no row of one, can be out of balance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from attune.kernel.money import Money
from attune.ledger.errors import CurrenciesMixed, NotATransfer, NothingToPost


class AccountKind(StrEnum):
    """What an account counts. A subject, where there is one, is the record it is about."""

    PROCESSOR = "processor"
    """What the payment processor keeps for the holder."""
    BANK = "bank"
    """What has arrived at the holder's bank; subject: the payment it came from."""
    PAYOUT_IN_TRANSIT = "payout_in_transit"
    """What has left the processor and not arrived; subject: the payment it came from."""
    UNEARNED = "unearned"
    """What was paid for a session that is still to come; subject: the payment."""
    REVENUE = "revenue"
    """What was earned; subject: the payment."""
    PLATFORM_FEE = "platform_fee"
    """What the platform's commission cost the practice; subject: the payment."""
    PLATFORM_FEE_PAYABLE = "platform_fee_payable"
    """What the practice owes the platform; subject: the payment."""
    REFUND_RECEIVABLE = "refund_receivable"
    """What was given back after it had been paid out, and is to be set off; subject: the payment."""
    PLATFORM_FEE_RECEIVABLE = "platform_fee_receivable"
    """In the platform's book, what a practice owes it; subject: the practice."""
    COMMISSION = "commission"
    """In the platform's book, what it earned."""
    PROCESSOR_FEE = "processor_fee"
    """What the processor charged."""


class EntryKind(StrEnum):
    """What happened."""

    CHARGE = "charge"
    EARN = "earn"
    REFUND = "refund"
    FEE = "fee"
    FEE_RETURNED = "fee_returned"
    PROCESSOR_FEE = "processor_fee"
    PAYOUT = "payout"
    PAYOUT_ARRIVED = "payout_arrived"
    PAYOUT_FAILED = "payout_failed"
    RECEIVABLE = "receivable"
    """More went to the bank for a payment than stayed of it: a refund came after its payout."""
    SET_OFF = "set_off"
    """What was earned counts against what is to be set off, and nothing is sent."""
    CORRECTION = "correction"


CREDIT_KINDS: Final = frozenset(
    {AccountKind.UNEARNED, AccountKind.REVENUE, AccountKind.PLATFORM_FEE_PAYABLE, AccountKind.COMMISSION}
)
"""Accounts that grow on the credit side: debts and income. All others grow on the debit side."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account of a book."""

    kind: AccountKind
    subject: UUID | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """An amount that moves from the credited account to the debited one of another kind. Raises NotATransfer."""

    debit: Account
    credit: Account
    amount: Money

    def __post_init__(self) -> None:
        if self.amount.minor <= 0 or self.debit.kind is self.credit.kind:
            raise NotATransfer


def transfers_of(*wanted: tuple[Account, Account, Money]) -> tuple[Transfer, ...]:
    """Return debit, credit and amount as transfers, without those that would move nothing."""
    return tuple(Transfer(debit, credit, amount) for debit, credit, amount in wanted if amount.minor)


def require_entry(transfers: Sequence[Transfer]) -> str:
    """Return the one currency of an entry's transfers. Raises NothingToPost or CurrenciesMixed."""
    if not transfers:
        raise NothingToPost
    currencies = sorted({one.amount.currency for one in transfers})
    if len(currencies) > 1:
        raise CurrenciesMixed(currencies)
    return currencies[0]
