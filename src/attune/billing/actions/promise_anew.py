"""A session was moved: the day its money is promised for moves with it, and nothing else of its quote."""

from datetime import date
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.billing.actions.apply_intent import locked_payment
from attune.billing.models import Invoice
from attune.billing.permissions import APPLY_PAYMENT
from attune.foundation.authorization import Actor, authorize


@transaction.atomic
def promise_anew(actor: Actor, payment_id: UUID, *, payout_on: date) -> None:
    """Promise what stays of a payment for another day; what is earned already keeps the day it was earned for.

    Raises NotPermitted or NoSuchPayment.
    """
    authorize(actor, APPLY_PAYMENT)
    payment = locked_payment(payment_id)
    if payment.earned_at is not None or payment.invoice.payout_on == payout_on:
        return
    Invoice.objects.filter(id=payment.invoice_id).update(payout_on=payout_on)
    record(actor, "billing.payment.promised_anew", object_kind="payment", object_id=payment.id)
