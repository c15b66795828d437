"""The payment processor, as payouts need it: connected accounts, balances, payouts. Adapters: integrations.

Every call that changes something takes a ``key``, the business fact; the same key again gives the same answer for
24 hours and is forgotten afterwards. All may raise ProcessorUnavailable, KeyReused, NotKnownToProcessor and
RefusedByProcessor.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Protocol, cast
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from attune.kernel.money import Money


class PayoutState(StrEnum):
    """Where a payout stands at the processor; its own words."""

    PENDING = "pending"
    IN_TRANSIT = "in_transit"
    PAID = "paid"
    FAILED = "failed"
    """It may fail after it was paid, when the bank sends it back."""
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True)
class Requirements:
    """What the processor still wants to know of a practice, in its codes, such as ``individual.dob.day``."""

    currently_due: Sequence[str] = ()
    past_due: Sequence[str] = ()
    eventually_due: Sequence[str] = ()
    pending_verification: Sequence[str] = ()
    disabled_reason: str = ""
    deadline: datetime | None = None


@dataclass(frozen=True, slots=True)
class ConnectedAccount:
    """A practice's account at the processor. The platform pays the processor's fees; payouts go when we say so."""

    id: str
    practice_id: UUID | None
    """Ours, as it was told when it was opened."""
    details_submitted: bool
    charges_enabled: bool
    payouts_enabled: bool
    requirements: Requirements
    created_at: datetime


@dataclass(frozen=True, slots=True)
class OnboardingLink:
    """A page of the processor's, good for one visit and a few minutes."""

    url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Balance:
    """What lies in an account: ``available`` may be paid out, ``pending`` later. Either may be negative."""

    available: Money
    pending: Money


@dataclass(frozen=True, slots=True)
class PayoutRequest:
    """Money to send to a practice's bank account."""

    payout_id: UUID
    practice_id: UUID
    account: str
    amount: Money


@dataclass(frozen=True, slots=True)
class ProcessorPayout:
    """A payout as the processor has it."""

    id: str
    state: PayoutState
    amount: Money
    arrives_on: date
    payout_id: UUID | None
    """Ours, as it was told."""
    created_at: datetime
    failure_code: str = ""


class MovementKind(StrEnum):
    """Why a balance changed."""

    CHARGE = "charge"
    REFUND = "refund"
    COMMISSION = "commission"
    """The platform's part of a charge; it is positive in the platform's balance."""
    COMMISSION_BACK = "commission_back"
    PROCESSOR_FEE = "processor_fee"
    PAYOUT = "payout"
    PAYOUT_BACK = "payout_back"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Movement:
    """A change of a balance: ``net`` is what it changed by, ``amount`` before ``fee`` was taken off."""

    id: str
    kind: MovementKind
    amount: Money
    fee: Money
    net: Money
    source_id: str
    created_at: datetime
    available_at: datetime


class PayoutProcessor(Protocol):
    """Keeps practices' accounts and sends what lies there to their banks."""

    def open_account(self, practice_id: UUID, *, key: str) -> ConnectedAccount:
        """Open an account in the United States whose payouts wait for us, and whose fees the platform pays."""

    def account(self, account_id: str) -> ConnectedAccount:
        """Return an account as it is now."""

    def accounts_of(self, practice_id: UUID, *, created_since: datetime) -> tuple[ConnectedAccount, ...]:
        """Return what was opened for a practice, oldest first: for an answer that was lost a long time ago."""

    def onboarding_link(self, account_id: str, *, return_url: str, refresh_url: str) -> OnboardingLink:
        """Return where the practice tells the processor who it is. A link is asked for at each visit."""

    def balance(self, account_id: str | None) -> Balance:
        """Return an account's balance in US dollars; None is the platform's own."""

    def movements(self, account_id: str | None, *, created_since: datetime) -> tuple[Movement, ...]:
        """Return every change of a balance since a moment, oldest first; None is the platform's own."""

    def create_payout(self, request: PayoutRequest, *, key: str) -> ProcessorPayout:
        """Send money to the bank. Raises RefusedByProcessor("balance_insufficient") where too little is available."""

    def payout(self, payout_id: str, *, account: str) -> ProcessorPayout:
        """Return a payout as it is now."""

    def payouts_of(self, payout_id: UUID, *, account: str, created_since: datetime) -> tuple[ProcessorPayout, ...]:
        """Return what was made for a payout of ours, oldest first: for an answer that was lost a long time ago."""


@cache
def payout_processor() -> PayoutProcessor:
    """Return the adapter that the settings name."""
    return cast("PayoutProcessor", import_string(settings.PAYOUT_PROCESSOR)())


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One session on a statement, every amount and day already in words."""

    session: str
    gross: str
    commission: str
    net: str
    arrived: str


@dataclass(frozen=True, slots=True)
class StatementPages:
    """What stands on a statement's pages, every word of it. ``total`` has an empty session and day."""

    title: str
    practice: str
    told: str
    headings: tuple[str, str, str, str, str]
    lines: tuple[StatementLine, ...]
    total: StatementLine


class StatementPrinter(Protocol):
    """Makes a PDF."""

    def statement(self, pages: StatementPages) -> bytes:
        """Return the statement as tagged PDF. What it is given is data: nothing in it is markup."""


@cache
def statement_printer() -> StatementPrinter:
    """Return the adapter that the settings name."""
    return cast("StatementPrinter", import_string(settings.STATEMENT_PRINTER)())
