"""Giving money back: the refund is written down with its number before the processor is asked."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.billing.actions.apply_intent import locked_payment
from attune.billing.errors import PaymentIsNot, RefundTooLarge
from attune.billing.models import Payment, Refund
from attune.billing.permissions import REQUEST_REFUND
from attune.billing.rules.split import commission_back
from attune.billing.rules.states import PaymentState, RefundReason, RefundState
from attune.foundation.authorization import Actor, authorize
from attune.foundation.background import later
from attune.foundation.clock import now
from attune.kernel.money import Money

GIVE_BACK = "billing.give_back"
"""The job that asks the processor for a refund."""


@transaction.atomic
def request_refund(actor: Actor, *, payment_id: UUID, amount: Money, reason: RefundReason) -> UUID:
    """Write down that an amount of a payment goes back, and have the processor asked after the commit.

    The platform gives back exactly what it took of it. Raises NotPermitted, NoSuchPayment, PaymentIsNot, or
    RefundTooLarge: refunds never come to more than was paid.
    """
    authorize(actor, REQUEST_REFUND)
    payment = locked_payment(payment_id)
    if payment.state != PaymentState.SUCCEEDED:
        raise PaymentIsNot(payment.state)
    number, kept = _kept(payment)
    if not 0 < amount.minor <= kept.minor:
        raise RefundTooLarge(kept.minor)
    refund = Refund.objects.create(
        payment=payment,
        number=number,
        amount_minor=amount.minor,
        currency=amount.currency,
        commission_back_minor=commission_back(kept, kept - amount, payment.invoice.commission_bps).minor,
        reason=reason,
        requested_at=now(),
    )
    record(actor, "billing.refund.requested", object_kind="refund", object_id=refund.id)
    later(GIVE_BACK, refund.id, run_soon=True)
    return refund.id


def _kept(payment: Payment) -> tuple[int, Money]:
    """Return the number of the next refund, and what of the payment has not gone back and is not on its way."""
    refunds = list(Refund.objects.filter(payment=payment))
    back = sum(one.amount_minor for one in refunds if one.state != RefundState.FAILED)
    return len(refunds) + 1, Money(payment.amount_minor - back, payment.currency)
