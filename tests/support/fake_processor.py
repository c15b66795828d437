"""A payment processor in memory, with the manners of the real one: keys, states, declines, lost answers.

The contract it shares with the adapter: tests/integrations/stripe/test_payment_contract.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar, cast
from uuid import UUID

import pytest

from attune.billing.gateways import (
    CardDeclined,
    CardShown,
    Decline,
    Intent,
    IntentRequest,
    IntentState,
    ProcessorRefund,
    RefundRequest,
    RefundState,
)
from attune.foundation.clock import now
from attune.kernel.money import Money
from attune.kernel.processor import KeyReused, NotKnownToProcessor, ProcessorUnavailable, RefusedByProcessor

T = TypeVar("T")
GOOD_CARD = "pm_card_visa"
DECLINED_CARD = "pm_card_visa_chargeDeclinedInsufficientFunds"
BANK_ASKS_CARD = "pm_card_threeDSecureRequired"
DECLINES = {DECLINED_CARD: "insufficient_funds"}


@dataclass
class FakeProcessor:
    """Implements PaymentProcessor. ``calls`` are the keys that changed something, in order."""

    intents: dict[str, Intent] = field(default_factory=dict)
    refunds: dict[str, list[ProcessorRefund]] = field(default_factory=dict)
    commission_returned: list[Money] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    lost: int = 0
    """How many of the next answers are lost after the work was done."""
    down: int = 0
    """How many of the next calls do not reach it."""
    answers: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    def create_intent(self, request: IntentRequest, *, key: str) -> Intent:
        def make() -> Intent:
            number = f"pi_{len(self.intents) + 1}"
            intent = Intent(
                id=number,
                state=IntentState.REQUIRES_PAYMENT_METHOD,
                amount=request.amount,
                received=Money(0, request.amount.currency),
                commission=request.commission or Money(0, request.amount.currency),
                account=request.account,
                payment_id=request.payment_id,
                practice_id=request.practice_id,
                created_at=now(),
                client_secret=f"{number}_secret_for_the_browser",
            )
            self.intents[number] = intent
            return intent

        return self._once(key, request, make)

    def intent(self, intent_id: str, *, account: str | None = None) -> Intent:
        self._reached()
        found = self.intents.get(intent_id)
        if found is None or found.account != account:
            raise NotKnownToProcessor("resource_missing")
        return found

    def intents_of(
        self, payment_id: UUID, *, created_since: datetime, account: str | None = None
    ) -> tuple[Intent, ...]:
        self._reached()
        return tuple(one for one in self.intents.values() if one.payment_id == payment_id and one.account == account)

    def confirm_intent(
        self, intent_id: str, *, payment_method: str, return_url: str, key: str, account: str | None = None
    ) -> Intent:
        def confirm() -> Intent:
            found = self.intent(intent_id, account=account)
            if found.state is not IntentState.REQUIRES_PAYMENT_METHOD:
                raise RefusedByProcessor("payment_intent_unexpected_state")
            if payment_method in DECLINES:
                self._put(found, last_decline=Decline(DECLINES[payment_method], is_final=False))
                raise CardDeclined(DECLINES[payment_method], is_final=False)
            if payment_method == BANK_ASKS_CARD:
                return self._put(found, state=IntentState.REQUIRES_ACTION, last_decline=None)
            if payment_method != GOOD_CARD:
                raise RefusedByProcessor("resource_missing")
            return self._charged(found)

        return self._once(key, (intent_id, payment_method), confirm)

    def cancel_intent(self, intent_id: str, *, key: str, account: str | None = None) -> Intent:
        def cancel() -> Intent:
            found = self.intent(intent_id, account=account)
            if found.state is IntentState.SUCCEEDED:
                raise RefusedByProcessor("payment_intent_unexpected_state")
            return self._put(found, state=IntentState.CANCELED)

        return self._once(key, intent_id, cancel)

    def refund(self, request: RefundRequest, *, key: str) -> ProcessorRefund:
        def give_back() -> ProcessorRefund:
            charged = self.intent(request.intent_id, account=request.account)
            made = self.refunds.setdefault(request.intent_id, [])
            left = charged.received.minor - sum(one.amount.minor for one in made)
            if request.amount.minor > left:
                raise RefusedByProcessor("amount_too_large" if left else "charge_already_refunded")
            back = request.commission_back or Money(0, request.amount.currency)
            one = ProcessorRefund(f"re_{len(made) + 1}", RefundState.SUCCEEDED, request.amount, back, request.refund_id)
            made.append(one)
            return one

        return self._once(key, request, give_back)

    def return_commission(
        self, commission_id: str, *, amount: Money, refund_id: UUID, practice_id: UUID, key: str
    ) -> None:
        self._once(key, (commission_id, amount, refund_id), lambda: self.commission_returned.append(amount))

    def refunds_of(self, intent_id: str, *, account: str | None = None) -> tuple[ProcessorRefund, ...]:
        self._reached()
        return tuple(self.refunds.get(intent_id, ()))

    def bank_says(self, intent_id: str, *, is_allowed: bool) -> None:
        """Let the patient answer their bank, or fail to."""
        found = self.intents[intent_id]
        assert found.state is IntentState.REQUIRES_ACTION
        if is_allowed:
            self._charged(found)
        else:
            declined = Decline("payment_intent_authentication_failure", is_final=False)
            self._put(found, state=IntentState.REQUIRES_PAYMENT_METHOD, last_decline=declined)

    def forget_keys(self) -> None:
        """Forget every key, as after 24 hours."""
        self.answers.clear()

    @property
    def charged(self) -> list[int]:
        """Return what was charged, each in minor units."""
        return [one.received.minor for one in self.intents.values() if one.received.minor]

    @property
    def given_back(self) -> list[int]:
        """Return what was given back, each in minor units."""
        return [one.amount.minor for made in self.refunds.values() for one in made]

    def _charged(self, found: Intent) -> Intent:
        return self._put(
            found,
            state=IntentState.SUCCEEDED,
            received=found.amount,
            charge_id=f"ch_{found.id}",
            commission_id=f"fee_{found.id}" if found.commission.minor else None,
            last_decline=None,
            card=CardShown("visa", "4242"),
        )

    def _put(self, found: Intent, **changed: Any) -> Intent:
        self.intents[found.id] = replace(found, **changed)
        return self.intents[found.id]

    def _once(self, key: str, asked: Any, do: Callable[[], T]) -> T:
        self._reached()
        answer: Any
        if key in self.answers:
            before, answer = self.answers[key]
            if before != asked:
                raise KeyReused("idempotency_error")
        else:
            try:
                answer = do()
            except (CardDeclined, RefusedByProcessor) as refusal:
                answer = refusal
            self.answers[key] = (asked, answer)
            self.calls.append(key)
        if self.lost:
            self.lost -= 1
            raise ProcessorUnavailable("timeout")
        if isinstance(answer, Exception):
            raise answer
        return cast("T", answer)

    def _reached(self) -> None:
        if self.down:
            self.down -= 1
            raise ProcessorUnavailable("unreachable")


def installed(monkeypatch: pytest.MonkeyPatch) -> FakeProcessor:
    """Let the product talk to a fresh processor in memory."""
    fake = FakeProcessor()
    for module in ("attune.workflows.settle_payment", "attune.billing.jobs", "attune.web.paying.views"):
        monkeypatch.setattr(f"{module}.payment_processor", lambda: fake)
    return fake
