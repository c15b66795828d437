"""Bringing a payment up to date with the processor: what it says now is applied, however often and in any order.

The processor is asked between two scopes, never inside one. Whoever calls (the request after its commit, an event, the
sweep) does the same: ask for what was not asked, look up what was, write down what it is now.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from attune.billing.actions.apply_intent import apply_intent, cancel_unasked, lock_open_payment, note_asked, note_intent
from attune.billing.actions.record_success import record_success
from attune.billing.actions.request_refund import request_refund
from attune.billing.gateways import (
    CardDeclined,
    Intent,
    IntentRequest,
    IntentState,
    PaymentProcessor,
    ProcessorEvent,
    payment_processor,
)
from attune.billing.jobs import KEY_LASTS
from attune.billing.queries.payments import OpenAttempt, PaymentFacts, payment
from attune.billing.rules.states import RefundReason
from attune.foundation.authorization import Actor, Role
from attune.foundation.background import Call
from attune.foundation.tenancy import Plane, scope
from attune.kernel.processor import RefusedByProcessor
from attune.patients.errors import AnswersIncomplete, ConsentMissing, NoSuchChart
from attune.scheduling.booking_errors import BookingRefused
from attune.scheduling.queries.seats_to_tell import hold_to_tell
from attune.workflows.book_session import Wish, book_session

JUST_ASKED: Final = timedelta(seconds=30)
"""While a card was asked for so lately, an event leaves the answer to whoever asked."""

UNDECIDED: Final = frozenset(
    {IntentState.REQUIRES_PAYMENT_METHOD, IntentState.REQUIRES_CONFIRMATION, IntentState.REQUIRES_ACTION}
)
"""States in which an intent can be given up."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A payment as it is before the processor is asked, and what decides what it is asked for."""

    payment: PaymentFacts
    is_held: bool
    is_intent_key_young: bool
    is_attempt_key_young: bool
    is_just_asked: bool

    @property
    def card_to_try(self) -> OpenAttempt | None:
        """The card whose answer is asked for: of a time that is still kept, under a key that still holds."""
        attempt = self.payment.attempt
        if attempt is None or attempt.is_with_bank or not (self.is_held and self.is_attempt_key_young):
            return None
        return attempt


def settle_payment(call: Call, *, is_hint: bool = False) -> None:
    """Bring one payment up to date. Opens scopes; safe to repeat, at the same time too.

    ``is_hint``: something was heard of it; whoever asks for its card at this moment hears the answer themselves.
    """
    looked = _look(call)
    if not looked.payment.is_open:
        return
    processor, is_answer, refusal = payment_processor(), not (is_hint and looked.is_just_asked), ""
    attempt = looked.card_to_try if is_answer else None
    if attempt is not None and looked.payment.intent_id:
        intent, refusal = _confirmed(looked.payment, attempt, looked.payment.intent_id, processor)
    else:
        found = _intent(call, looked, processor)
        if found is None:
            return
        intent = found
        if attempt is not None:
            intent, refusal = _confirmed(looked.payment, attempt, intent.id, processor)
    if not looked.is_held and is_answer and intent.state in UNDECIDED:
        intent = _given_up(looked.payment, intent, processor)
    if intent.state not in UNDECIDED or looked.payment.attempt is not None:
        _apply(call, looked.payment, intent, is_answer=is_answer, refusal=refusal)


def apply_event(call: Call, event: ProcessorEvent) -> None:
    """Look up the payment an event is about, if it is about one of ours. Opens scopes."""
    if event.payment_id is not None and event.practice_id is not None:
        settle_payment(Call(event.practice_id, None, event.payment_id, request_id=call.request_id), is_hint=True)


def _look(call: Call) -> Looked:
    assert call.reference is not None
    with scope(call.practice_id, plane=Plane.CARE) as opened:
        found = payment(call.actor, call.reference)
        is_held = hold_to_tell(call.actor, found.seat_id).is_held(opened.now)
        if found.is_open and not found.intent_id and is_held:
            asked_at = note_asked(call.actor, found.payment_id)
        else:
            asked_at = found.asked_at or opened.now
        tried_at = found.attempt.asked_at if found.attempt else opened.now
        return Looked(
            found,
            is_held=is_held,
            is_intent_key_young=opened.now - asked_at < KEY_LASTS,
            is_attempt_key_young=opened.now - tried_at < KEY_LASTS,
            is_just_asked=found.attempt is not None and opened.now - tried_at < JUST_ASKED,
        )


def _intent(call: Call, looked: Looked, processor: PaymentProcessor) -> Intent | None:
    """Return the payment at the processor: as it is, or asked for now; None where it is not wanted any more."""
    about = looked.payment
    if about.intent_id:
        return processor.intent(about.intent_id, account=about.account)
    made = None
    if about.asked_at is not None and not (looked.is_held and looked.is_intent_key_young):
        found = processor.intents_of(about.payment_id, created_since=about.requested_at, account=about.account)
        made = found[0] if found else None
    if made is None and looked.is_held:
        made = _asked(call, about, processor)
    with scope(call.practice_id, plane=Plane.CARE):
        if made is None:
            cancel_unasked(call.actor, about.payment_id)
        else:
            note_intent(call.actor, about.payment_id, made)
    return made


def _asked(call: Call, about: PaymentFacts, processor: PaymentProcessor) -> Intent:
    assert call.practice_id is not None
    request = IntentRequest(
        payment_id=about.payment_id,
        practice_id=call.practice_id,
        amount=about.amount,
        account=about.account,
        commission=about.commission if about.account and about.commission.minor else None,
    )
    return processor.create_intent(request, key=f"intent:{about.seat_id}")


def _confirmed(
    about: PaymentFacts, attempt: OpenAttempt, intent_id: str, processor: PaymentProcessor
) -> tuple[Intent, str]:
    """Ask for the card, or for the answer that was lost: the key is the attempt's. Returns why it was refused, too."""
    try:
        confirmed = processor.confirm_intent(
            intent_id,
            payment_method=attempt.payment_method,
            return_url=_page_of(about),
            key=f"confirm:{about.seat_id}:{attempt.number}",
            account=about.account,
        )
    except (CardDeclined, RefusedByProcessor) as refusal:
        # What it says may be a stored answer: the present state decides.
        return processor.intent(intent_id, account=about.account), refusal.code
    return confirmed, ""


def _page_of(about: PaymentFacts) -> str:
    """Return where the patient's bank sends them back to."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('pay', args=[about.payment_id])}"


def _given_up(about: PaymentFacts, intent: Intent, processor: PaymentProcessor) -> Intent:
    """Let nothing more be charged for a time that is gone."""
    try:
        return processor.cancel_intent(intent.id, key=f"cancel:{about.seat_id}", account=about.account)
    except RefusedByProcessor:
        return processor.intent(intent.id, account=about.account)


def _apply(call: Call, about: PaymentFacts, intent: Intent, *, is_answer: bool, refusal: str = "") -> None:
    with scope(call.practice_id, person_id=about.person_id, plane=Plane.SELF):
        if intent.state is not IntentState.SUCCEEDED:
            apply_intent(
                call.actor,
                about.payment_id,
                intent,
                looked_at=about.attempt,
                is_answer=is_answer,
                refusal=refusal,
            )
            return
        if not lock_open_payment(call.actor, about.payment_id):
            return
        is_booked = _is_booked(call, about)
        record_success(call.actor, about.payment_id, intent, is_booked=is_booked)
        if not is_booked:
            request_refund(call.actor, payment_id=about.payment_id, amount=about.amount, reason=RefundReason.NOT_BOOKED)


def _is_booked(call: Call, about: PaymentFacts) -> bool:
    """Book what was paid for, as its payer; return whether it could be."""
    held = hold_to_tell(call.actor, about.seat_id)
    payer = Actor(about.person_id, call.practice_id, frozenset({Role.PATIENT}), request_id=call.request_id)
    wish = Wish(held.offering_id, held.starts_at, held.place)
    try:
        with transaction.atomic():
            book_session(payer, wish, hold_id=about.seat_id)
    except (BookingRefused, AnswersIncomplete, ConsentMissing, NoSuchChart):
        return False
    return True
