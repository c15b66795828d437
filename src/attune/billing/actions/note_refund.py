"""Writing down what became of a refund at the processor."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.billing.actions.apply_intent import locked_payment
from attune.billing.errors import NoSuchRefund
from attune.billing.facts import REFUND_FAILED, REFUND_MADE
from attune.billing.gateways import ProcessorRefund, RefundRequest
from attune.billing.gateways import RefundState as AtProcessor
from attune.billing.models import Refund
from attune.billing.permissions import APPLY_PAYMENT
from attune.billing.rules.entries import refund_transfers, unearned_of
from attune.billing.rules.states import RefundState
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.facts import record_fact
from attune.foundation.tenancy import current_scope
from attune.kernel.money import Money
from attune.ledger.actions.post import post
from attune.ledger.queries.book import balance
from attune.ledger.rules.entry import EntryKind


@dataclass(frozen=True, slots=True)
class ToGiveBack:
    """A refund that is to be asked for: its request and key, and what is needed to look it up instead."""

    request: RefundRequest
    key: str
    asked_at: datetime
    commission_id: str


@transaction.atomic
def refund_to_ask(actor: Actor, refund_id: UUID) -> ToGiveBack | None:
    """Note that the processor is about to be asked for a refund, and return what; None if it was decided.

    Raises NotPermitted or NoSuchRefund.
    """
    authorize(actor, APPLY_PAYMENT)
    refund = Refund.objects.select_related("payment").filter(id=refund_id).first()
    if refund is None:
        raise NoSuchRefund(refund_id)
    if refund.state != RefundState.REQUESTED:
        return None
    if refund.asked_at is None:
        refund.asked_at = now()
        refund.save(update_fields=["asked_at"])
    payment, practice_id = refund.payment, current_scope("A refund").practice_id
    assert practice_id is not None
    back = Money(refund.commission_back_minor, refund.currency)
    request = RefundRequest(
        refund_id=refund.id,
        payment_id=payment.id,
        practice_id=practice_id,
        intent_id=payment.intent_id,
        amount=Money(refund.amount_minor, refund.currency),
        account=payment.account or None,
        commission_back=back if back.minor else None,
    )
    return ToGiveBack(request, f"refund:{payment.seat_id}:{refund.number}", refund.asked_at, payment.commission_id)


@transaction.atomic
def note_refund(actor: Actor, refund_id: UUID, made: ProcessorRefund) -> None:
    """Bring a refund up to date with the processor's; made, it is entered in the book. Safe to repeat.

    Raises NotPermitted or NoSuchRefund.
    """
    authorize(actor, APPLY_PAYMENT)
    refund = _locked(refund_id)
    if refund.state != RefundState.REQUESTED:
        return
    refund.processor_id = made.id
    if made.state in (AtProcessor.FAILED, AtProcessor.CANCELED):
        _failed(actor, refund, made.failure_code or made.state)
    elif made.state is AtProcessor.SUCCEEDED:
        _made(actor, refund)
    else:
        refund.save(update_fields=["processor_id"])


@transaction.atomic
def note_refund_refused(actor: Actor, refund_id: UUID, code: str) -> None:
    """Write down that the processor makes no refund, in its word for why. Raises NotPermitted or NoSuchRefund."""
    authorize(actor, APPLY_PAYMENT)
    refund = _locked(refund_id)
    if refund.state == RefundState.REQUESTED:
        _failed(actor, refund, code)


def _locked(refund_id: UUID) -> Refund:
    refund = Refund.objects.filter(id=refund_id).first()
    if refund is None:
        raise NoSuchRefund(refund_id)
    locked_payment(refund.payment_id)
    refund.refresh_from_db()
    return refund


def _failed(actor: Actor, refund: Refund, code: str) -> None:
    refund.state, refund.failure_code = RefundState.FAILED, code
    refund.save()
    record(actor, "billing.refund.failed", object_kind="refund", object_id=refund.id)
    record_fact(REFUND_FAILED, actor, refund.payment_id)


def _made(actor: Actor, refund: Refund) -> None:
    refund.state, refund.made_at = RefundState.SUCCEEDED, now()
    refund.save()
    payment_id, amount = refund.payment_id, Money(refund.amount_minor, refund.currency)
    post(
        actor,
        key=f"refund:{refund.id}",
        kind=EntryKind.REFUND,
        transfers=refund_transfers(
            payment_id,
            amount=amount,
            commission_back=Money(refund.commission_back_minor, refund.currency),
            unearned=balance(actor, unearned_of(payment_id), currency=refund.currency),
        ),
        reference=payment_id,
    )
    record(actor, "billing.refund.made", object_kind="refund", object_id=refund.id)
    record_fact(REFUND_MADE, actor, payment_id)
