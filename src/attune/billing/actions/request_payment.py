"""Asking for a payment: the invoice and the payment of a seat are written down, and the processor is asked after."""

from uuid import UUID

from django.db import IntegrityError, transaction

from attune.audit.actions.record import record
from attune.billing.models import Invoice, Payment
from attune.billing.permissions import PAY
from attune.billing.rules.quote import Quote
from attune.foundation.authorization import Actor, authorize
from attune.foundation.background import later
from attune.foundation.clock import now
from attune.kernel.money import Money

SETTLE = "workflows.settle_payment"
"""The job that brings a payment up to date with the processor."""


@transaction.atomic
def request_payment(actor: Actor, *, seat_id: UUID, price: Money, quote: Quote) -> UUID:
    """Write down what the actor's seat costs, freeze the quote, and return the payment's id; once per seat.

    The processor is asked after the commit, by the request itself or by a worker. Raises NotPermitted.
    """
    authorize(actor, PAY)
    assert actor.person_id is not None, "somebody signed in pays"
    before = Payment.objects.filter(seat_id=seat_id).first()
    if before is not None:
        return before.id
    payment = _written(actor.person_id, seat_id, price, quote)
    record(actor, "billing.payment.requested", object_kind="payment", object_id=payment.id)
    later(SETTLE, payment.id, run_soon=True)
    return payment.id


def _written(person_id: UUID, seat_id: UUID, price: Money, quote: Quote) -> Payment:
    try:
        with transaction.atomic():
            invoice = Invoice.objects.create(
                seat_id=seat_id,
                person_id=person_id,
                price_minor=price.minor,
                currency=price.currency,
                commission_bps=quote.commission_bps,
                commission_minor=quote.commission.minor,
                net_minor=quote.net.minor,
                payout_on=quote.payout_on,
                account=quote.account or "",
                issued_at=now(),
            )
            return Payment.objects.create(
                invoice=invoice,
                seat_id=seat_id,
                person_id=person_id,
                amount_minor=price.minor,
                currency=price.currency,
                account=quote.account or "",
                requested_at=now(),
            )
    except IntegrityError:
        # The same page, sent twice at once: the constraint let one through.
        return Payment.objects.get(seat_id=seat_id)
