"""A payment that succeeded: written down with its entry in the book, in the transaction that books or gives back."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.billing.actions.apply_intent import end_attempts, locked_payment
from attune.billing.facts import PAYMENT_SUCCEEDED
from attune.billing.gateways import Intent, IntentState
from attune.billing.permissions import APPLY_PAYMENT
from attune.billing.rules.entries import charge_transfers
from attune.billing.rules.states import OPEN_PAYMENTS, AttemptState, PaymentState
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.facts import record_fact
from attune.kernel.money import Money
from attune.ledger.actions.post import post
from attune.ledger.rules.entry import EntryKind


@transaction.atomic
def record_success(actor: Actor, payment_id: UUID, intent: Intent, *, is_booked: bool) -> None:
    """Write down that an open payment succeeded; ``is_booked``: its seat is booked. Raises NotPermitted."""
    authorize(actor, APPLY_PAYMENT)
    payment = locked_payment(payment_id)
    amount = Money(payment.amount_minor, payment.currency)
    assert payment.state in OPEN_PAYMENTS, "a payment succeeds once"
    assert intent.state is IntentState.SUCCEEDED
    assert intent.received == amount, "the processor charged what it was asked to"
    end_attempts(payment, AttemptState.SUCCEEDED)
    payment.state, payment.is_booked, payment.succeeded_at = PaymentState.SUCCEEDED, is_booked, now()
    payment.intent_id, payment.charge_id = intent.id, intent.charge_id or ""
    payment.commission_id, payment.decline_code = intent.commission_id or "", ""
    if intent.card is not None:
        payment.card_brand, payment.card_last4 = intent.card.brand, intent.card.last4
    payment.save()
    post(
        actor,
        key=f"charge:{payment.id}",
        kind=EntryKind.CHARGE,
        transfers=charge_transfers(
            payment.id,
            amount=amount,
            commission=Money(payment.invoice.commission_minor, payment.currency),
            processor_fee=None if payment.account else intent.processor_fee,
        ),
        reference=payment.id,
    )
    record(actor, "billing.payment.succeeded", object_kind="payment", object_id=payment.id)
    record_fact(PAYMENT_SUCCEEDED, actor, payment.id)
