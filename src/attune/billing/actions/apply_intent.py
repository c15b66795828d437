"""Writing down what became of a payment at the processor, short of its success."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.billing.errors import NoSuchPayment
from attune.billing.facts import PAYMENT_CANCELED, PAYMENT_FAILED
from attune.billing.gateways import Intent, IntentState
from attune.billing.models import Attempt, Payment
from attune.billing.permissions import APPLY_PAYMENT
from attune.billing.queries.payments import OpenAttempt
from attune.billing.rules.states import OPEN_ATTEMPTS, OPEN_PAYMENTS, AttemptState, PaymentState
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.facts import record_fact

UNANSWERED = "unanswered"
"""The reason of an attempt that never reached the processor."""


def locked_payment(payment_id: UUID) -> Payment:
    """Return a payment that nobody else changes until the transaction ends. Raises NoSuchPayment."""
    row = Payment.objects.select_for_update().filter(id=payment_id).first()
    if row is None:
        raise NoSuchPayment(payment_id)
    return row


@transaction.atomic
def note_asked(actor: Actor, payment_id: UUID) -> datetime:
    """Note that the processor is about to be asked for a payment, and return when it was first asked."""
    authorize(actor, APPLY_PAYMENT)
    payment = locked_payment(payment_id)
    if payment.asked_at is None:
        payment.asked_at = now()
        payment.save(update_fields=["asked_at"])
    return payment.asked_at


@transaction.atomic
def note_intent(actor: Actor, payment_id: UUID, intent: Intent) -> None:
    """Keep what the processor calls a payment. Raises NotPermitted or NoSuchPayment."""
    authorize(actor, APPLY_PAYMENT)
    payment = locked_payment(payment_id)
    if payment.intent_id:
        assert payment.intent_id == intent.id, "a seat has one intent"
        return
    payment.intent_id = intent.id
    if payment.state == PaymentState.REQUESTED:
        payment.state = PaymentState.AWAITING_CARD
    payment.save(update_fields=["intent_id", "state"])


@transaction.atomic
def apply_intent(
    actor: Actor, payment_id: UUID, intent: Intent, *, looked_at: OpenAttempt | None, is_answer: bool, refusal: str = ""
) -> None:
    """Bring an open payment up to date with an intent that has not succeeded.

    ``looked_at`` is the attempt as it was before the processor was asked: of a later one the intent says nothing.
    ``is_answer``: the intent is the answer to it, or its key is too old to ask again; without it, a decline may be an
    earlier card's, unless the bank was asking already. ``refusal`` is the answer's own word, if it was none of success.
    Raises NotPermitted or NoSuchPayment.
    """
    authorize(actor, APPLY_PAYMENT)
    assert intent.state is not IntentState.SUCCEEDED, "a success is booked"
    payment = locked_payment(payment_id)
    if payment.state not in OPEN_PAYMENTS:
        return
    attempt = Attempt.objects.filter(payment=payment, state__in=OPEN_ATTEMPTS).first()
    if intent.state is IntentState.CANCELED:
        _cancel(actor, payment)
        return
    if attempt is None or looked_at is None or attempt.number != looked_at.number:
        return
    if intent.state is IntentState.REQUIRES_ACTION:
        Attempt.objects.filter(id=attempt.id).update(state=AttemptState.AWAITING_BANK)
        payment.state = PaymentState.AWAITING_BANK
        payment.save(update_fields=["state"])
    elif intent.state is IntentState.PROCESSING:
        payment.state = PaymentState.PROCESSING
        payment.save(update_fields=["state"])
    elif is_answer or looked_at.is_with_bank:
        told = intent.last_decline.code if intent.last_decline else UNANSWERED
        _declined(actor, payment, refusal or told)


@transaction.atomic
def cancel_unasked(actor: Actor, payment_id: UUID) -> None:
    """Give up an open payment that the processor does not know. Raises NotPermitted or NoSuchPayment."""
    authorize(actor, APPLY_PAYMENT)
    payment = locked_payment(payment_id)
    if payment.state in OPEN_PAYMENTS and not payment.intent_id:
        _cancel(actor, payment)


def lock_open_payment(actor: Actor, payment_id: UUID) -> bool:
    """Keep everybody else from deciding a payment until the transaction ends; return whether it is still open."""
    authorize(actor, APPLY_PAYMENT)
    return locked_payment(payment_id).state in OPEN_PAYMENTS


def _cancel(actor: Actor, payment: Payment) -> None:
    end_attempts(payment, AttemptState.ENDED)
    payment.state = PaymentState.CANCELED
    payment.save(update_fields=["state"])
    record(actor, "billing.payment.canceled", object_kind="payment", object_id=payment.id)
    record_fact(PAYMENT_CANCELED, actor, payment.id)


def _declined(actor: Actor, payment: Payment, code: str) -> None:
    end_attempts(payment, AttemptState.DECLINED, code)
    payment.state, payment.decline_code = PaymentState.AWAITING_CARD, code
    payment.save(update_fields=["state", "decline_code"])
    record(actor, "billing.payment.declined", object_kind="payment", object_id=payment.id)
    record_fact(PAYMENT_FAILED, actor, payment.id)


def end_attempts(payment: Payment, state: AttemptState, code: str = "") -> None:
    """End what is open of a payment's attempts; the caller holds the lock."""
    tried = Attempt.objects.filter(payment=payment, state__in=OPEN_ATTEMPTS)
    tried.update(state=state, decline_code=code, ended_at=now())
