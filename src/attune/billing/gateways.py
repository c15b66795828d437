"""The payment processor, as billing needs it: intents, confirmations, refunds, events. Adapters: integrations.

Nothing here carries a name, an address or a word about care: the processor is told amounts and our opaque ids alone.
A practice's ``account`` is its connected account; None charges to the platform's own. Every call that changes
something takes a ``key``, the business fact; the same key again gives the same answer for 24 hours and is forgotten
afterwards. All may raise ProcessorUnavailable, KeyReused, NotKnownToProcessor and RefusedByProcessor.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Protocol, cast
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from attune.kernel.money import Money
from attune.kernel.processor import ProcessorError


class CardDeclined(ProcessorError):
    """The card was not charged. ``is_final``: this card will be refused again, another one is needed."""

    def __init__(self, code: str, *, is_final: bool) -> None:
        super().__init__(code)
        self.code = code
        self.is_final = is_final


class EventRefused(ProcessorError):
    """What came is no event of the processor's: unsigned, signed by somebody else, too old, or cut."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class IntentState(StrEnum):
    """Where a payment stands at the processor; its own words."""

    REQUIRES_PAYMENT_METHOD = "requires_payment_method"
    """New, or the last card was declined."""
    REQUIRES_CONFIRMATION = "requires_confirmation"
    REQUIRES_ACTION = "requires_action"
    """The patient's bank asks them something (3-D Secure)."""
    PROCESSING = "processing"
    REQUIRES_CAPTURE = "requires_capture"
    SUCCEEDED = "succeeded"
    CANCELED = "canceled"


class RefundState(StrEnum):
    """Where a refund stands at the processor; its own words."""

    PENDING = "pending"
    REQUIRES_ACTION = "requires_action"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True)
class IntentRequest:
    """A payment to be asked for: ``commission`` is what the platform keeps of it, nothing without an account."""

    payment_id: UUID
    practice_id: UUID
    amount: Money
    account: str | None = None
    commission: Money | None = None


@dataclass(frozen=True, slots=True)
class Decline:
    """Why the last attempt failed. ``code`` is the processor's word, such as ``insufficient_funds``."""

    code: str
    is_final: bool


@dataclass(frozen=True, slots=True)
class CardShown:
    """What may be shown of the card that was charged."""

    brand: str
    last4: str


@dataclass(frozen=True, slots=True)
class Intent:
    """A payment as the processor has it at this moment."""

    id: str
    state: IntentState
    amount: Money
    received: Money
    """What was charged in fact; nothing before it has succeeded."""
    commission: Money
    account: str | None
    payment_id: UUID | None
    """Ours, as it was told; None where somebody made the intent by hand."""
    practice_id: UUID | None
    created_at: datetime
    client_secret: str = field(repr=False)
    """For the patient's own browser alone."""
    charge_id: str | None = None
    commission_id: str | None = None
    """What ``return_commission`` takes."""
    processor_fee: Money | None = None
    """What the processor took from the same account for itself; with an account it takes it from the platform."""
    last_decline: Decline | None = None
    card: CardShown | None = None


@dataclass(frozen=True, slots=True)
class RefundRequest:
    """Money to give back. ``commission_back`` is exactly what the platform gives back of its part."""

    refund_id: UUID
    payment_id: UUID
    practice_id: UUID
    intent_id: str
    amount: Money
    account: str | None = None
    commission_back: Money | None = None


@dataclass(frozen=True, slots=True)
class ProcessorRefund:
    """A refund as the processor has it."""

    id: str
    state: RefundState
    amount: Money
    commission_back: Money
    """What of the platform's part is back by now; less than was asked for where the second answer was lost."""
    refund_id: UUID | None
    failure_code: str = ""


@dataclass(frozen=True, slots=True)
class ProcessorEvent:
    """A hint that something changed. It is never believed: the object is retrieved and its present state applied."""

    event_id: str
    type: str
    account: str | None
    object_id: str
    created_at: datetime
    practice_id: UUID | None = None
    """Whose it is, where the object carries our ids."""
    payment_id: UUID | None = None
    payout_id: UUID | None = None


class PaymentProcessor(Protocol):
    """Charges cards and gives money back."""

    def create_intent(self, request: IntentRequest, *, key: str) -> Intent:
        """Ask for a payment; nothing is charged before it is confirmed."""

    def intent(self, intent_id: str, *, account: str | None = None) -> Intent:
        """Return a payment as it is now."""

    def intents_of(
        self, payment_id: UUID, *, created_since: datetime, account: str | None = None
    ) -> tuple[Intent, ...]:
        """Return what was made for a payment of ours, oldest first: for an answer that was lost a long time ago."""

    def confirm_intent(
        self, intent_id: str, *, payment_method: str, return_url: str, key: str, account: str | None = None
    ) -> Intent:
        """Charge the card behind a payment method, made by the processor's script in the patient's browser.

        Answers REQUIRES_ACTION where the bank asks the patient. Raises CardDeclined; the same key repeats it.
        """

    def cancel_intent(self, intent_id: str, *, key: str, account: str | None = None) -> Intent:
        """Give a payment up. Raises RefusedByProcessor("payment_intent_unexpected_state") where it has succeeded."""

    def refund(self, request: RefundRequest, *, key: str) -> ProcessorRefund:
        """Give money back, and of the platform's part exactly ``commission_back``.

        Two requests with keys of their own: after a lost answer the same call with the same key does what is missing.
        """

    def return_commission(
        self, commission_id: str, *, amount: Money, refund_id: UUID, practice_id: UUID, key: str
    ) -> None:
        """Give back of the platform's part alone: where a refund is found without it after more than 24 hours."""

    def refunds_of(self, intent_id: str, *, account: str | None = None) -> tuple[ProcessorRefund, ...]:
        """Return every refund of a payment as it is now, oldest first."""


class EventSource(Protocol):
    """Reads what the processor sends by itself."""

    def event(self, payload: bytes, *, signature: str) -> ProcessorEvent:
        """Return a signed event. Raises EventRefused; its age is measured in real time."""


@cache
def payment_processor() -> PaymentProcessor:
    """Return the adapter that the settings name."""
    return cast("PaymentProcessor", import_string(settings.PAYMENT_PROCESSOR)())


@cache
def event_source() -> EventSource:
    """Return the reader of events that the settings name."""
    return cast("EventSource", import_string(settings.PROCESSOR_EVENTS)())
