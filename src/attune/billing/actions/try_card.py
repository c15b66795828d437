"""Trying a card: the attempt is written down with its number before the processor is asked."""

import re
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from attune.audit.actions.record import record
from attune.billing.actions.request_payment import SETTLE
from attune.billing.errors import NoSuchPayment, NotACard, PaymentIsNot, TooManyAttempts
from attune.billing.models import Attempt, Payment
from attune.billing.permissions import PAY
from attune.billing.rules.states import ATTEMPTS_MAX, TRIED_PAYMENTS, PaymentState
from attune.foundation.authorization import Actor, authorize
from attune.foundation.background import later
from attune.foundation.clock import now

METHOD: Final = re.compile(r"pm_[A-Za-z0-9_]{1,60}")


@transaction.atomic
def try_card(actor: Actor, *, payment_id: UUID, payment_method: str) -> None:
    """Charge the actor's own payment to the card behind a payment method, after the commit.

    A page that was sent twice tries one card: while an answer is open, nothing else is asked. Raises NotPermitted,
    NoSuchPayment, NotACard, PaymentIsNot or TooManyAttempts.
    """
    authorize(actor, PAY)
    payment = Payment.objects.select_for_update().filter(Q(person_id=actor.person_id), id=payment_id).first()
    if payment is None:
        raise NoSuchPayment(payment_id)
    if METHOD.fullmatch(payment_method) is None:
        raise NotACard
    if payment.state in TRIED_PAYMENTS:
        return
    if payment.state not in (PaymentState.REQUESTED, PaymentState.AWAITING_CARD):
        raise PaymentIsNot(payment.state)
    number = Attempt.objects.filter(payment=payment).count() + 1
    if number > ATTEMPTS_MAX:
        raise TooManyAttempts
    Attempt.objects.create(payment=payment, number=number, payment_method=payment_method, asked_at=now())
    payment.state, payment.decline_code = PaymentState.PROCESSING, ""
    payment.save(update_fields=["state", "decline_code"])
    record(actor, "billing.payment.card_tried", object_kind="payment", object_id=payment.id)
    later(SETTLE, payment.id, run_soon=True)
