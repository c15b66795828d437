"""Earning what was paid: its session is over, or was canceled too late to give everything back."""

from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from attune.audit.actions.record import record
from attune.billing.actions.apply_intent import locked_payment
from attune.billing.facts import PAYMENT_EARNED
from attune.billing.models import Refund
from attune.billing.permissions import APPLY_PAYMENT
from attune.billing.rules.entries import earn_transfers
from attune.billing.rules.states import PaymentState, RefundState
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.facts import record_fact
from attune.kernel.money import Money
from attune.ledger.actions.post import post
from attune.ledger.rules.entry import EntryKind


@transaction.atomic
def earn(actor: Actor, payment_id: UUID) -> None:
    """Enter what stays of a payment as earned, due on the day that was promised; once, and nothing if nothing stays.

    Raises NotPermitted or NoSuchPayment.
    """
    authorize(actor, APPLY_PAYMENT)
    payment = locked_payment(payment_id)
    if payment.state != PaymentState.SUCCEEDED or payment.earned_at is not None:
        return
    going_back = Refund.objects.filter(payment=payment).exclude(state=RefundState.FAILED)
    stays = payment.amount_minor - (going_back.aggregate(total=Sum("amount_minor"))["total"] or 0)
    if stays == 0:
        return
    payment.earned_at = now()
    payment.save(update_fields=["earned_at"])
    post(
        actor,
        key=f"earn:{payment.id}",
        kind=EntryKind.EARN,
        transfers=earn_transfers(payment.id, amount=Money(stays, payment.currency)),
        reference=payment.id,
        due_on=payment.invoice.payout_on,
    )
    record(actor, "billing.payment.earned", object_kind="payment", object_id=payment.id)
    record_fact(PAYMENT_EARNED, actor, payment.id)
