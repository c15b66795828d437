"""A payment processor in memory, as payouts need one: it keeps its word and can be told to fail."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from attune.foundation.clock import now
from attune.kernel.business_days import add_business_days
from attune.kernel.identifiers import new_id
from attune.kernel.money import Money
from attune.kernel.processor import ProcessorUnavailable, RefusedByProcessor
from attune.payouts.gateways import (
    Balance,
    ConnectedAccount,
    Movement,
    MovementKind,
    OnboardingLink,
    PayoutRequest,
    PayoutState,
    ProcessorPayout,
    Requirements,
)


class ProcessorInMemory:
    """Answers a key again as before. ``loses_answers``: what it did is done, and nobody hears of it."""

    def __init__(self) -> None:
        self.accounts: dict[str, ConnectedAccount] = {}
        self.payouts: dict[str, ProcessorPayout] = {}
        self.answers: dict[str, str] = {}
        self.available = Money(10**9)
        self.loses_answers = False
        self.calls: list[str] = []
        self.moved: list[Movement] = []

    def open_account(self, practice_id: UUID, *, key: str) -> ConnectedAccount:
        made = ConnectedAccount(
            id=f"acct_{new_id().hex}",
            practice_id=practice_id,
            details_submitted=False,
            charges_enabled=False,
            payouts_enabled=False,
            requirements=Requirements(currently_due=("individual.dob.day", "external_account")),
            created_at=now(),
        )
        return self.accounts[self._once(key, made.id, lambda: self.accounts.update({made.id: made}))]

    def account(self, account_id: str) -> ConnectedAccount:
        return self.accounts[account_id]

    def accounts_of(self, practice_id: UUID, *, created_since: datetime) -> tuple[ConnectedAccount, ...]:
        found = (one for one in self.accounts.values() if one.practice_id == practice_id)
        return tuple(one for one in found if one.created_at >= created_since)

    def onboarding_link(self, account_id: str, *, return_url: str, refresh_url: str) -> OnboardingLink:
        return OnboardingLink(f"https://processor.test/{account_id}", now() + timedelta(minutes=5))

    def balance(self, account_id: str | None) -> Balance:
        return Balance(self.available, Money(0))

    def movements(self, account_id: str | None, *, created_since: datetime) -> tuple[Movement, ...]:
        return tuple(one for one in self.moved if one.created_at >= created_since)

    def take_fee(self, fee: Money) -> None:
        """Take a fee from the platform for itself now."""
        minus, moment = -fee, now()
        name = f"txn_{new_id().hex}"
        self.moved.append(Movement(name, MovementKind.PROCESSOR_FEE, minus, Money(0), minus, name, moment, moment))

    def create_payout(self, request: PayoutRequest, *, key: str) -> ProcessorPayout:
        self.calls.append(key)
        if key not in self.answers and self.available < request.amount:
            raise RefusedByProcessor("balance_insufficient")
        arrives_on = add_business_days(self.today(), 2)
        made = ProcessorPayout(
            f"po_{new_id().hex}", PayoutState.IN_TRANSIT, request.amount, arrives_on, request.payout_id, now()
        )

        def take() -> None:
            self.payouts[made.id] = made
            self.available -= request.amount

        return self.payouts[self._once(key, made.id, take)]

    def payout(self, payout_id: str, *, account: str) -> ProcessorPayout:
        return self.payouts[payout_id]

    def payouts_of(self, payout_id: UUID, *, account: str, created_since: datetime) -> tuple[ProcessorPayout, ...]:
        return tuple(one for one in self.payouts.values() if one.payout_id == payout_id)

    def today(self) -> date:
        """Return the day it is there."""
        return now().date()

    def let_charge(self, account_id: str) -> None:
        """Be content with what was told about an account."""
        self.accounts[account_id] = replace(
            self.accounts[account_id],
            details_submitted=True,
            charges_enabled=True,
            payouts_enabled=True,
            requirements=Requirements(),
        )

    def become(self, state: PayoutState, *, failure_code: str = "") -> None:
        """Let every payout be in a state."""
        for name, one in self.payouts.items():
            self.payouts[name] = replace(one, state=state, failure_code=failure_code)

    def forget_keys(self) -> None:
        """Let more than 24 hours pass for keys."""
        self.answers.clear()

    def _once(self, key: str, made: str, do: Callable[[], None]) -> str:
        if key not in self.answers:
            do()
            self.answers[key] = made
            if self.loses_answers:
                raise ProcessorUnavailable("the answer was lost")
        return self.answers[key]
