"""Billing's jobs: they ask the processor between their scopes, under keys that are the business facts."""

from datetime import timedelta
from typing import Final

from attune.billing.actions.note_refund import ToGiveBack, note_refund, note_refund_refused, refund_to_ask
from attune.billing.actions.request_refund import GIVE_BACK
from attune.billing.errors import NoSuchRefund
from attune.billing.gateways import PaymentProcessor, ProcessorRefund, payment_processor
from attune.foundation.background import Call, CannotSucceed, job
from attune.foundation.tenancy import Plane, scope
from attune.kernel.processor import RefusedByProcessor

KEY_LASTS: Final = timedelta(hours=23)
"""How long a key is used. The processor may forget it after 24 hours: an older one is looked up before it is used."""


@job(GIVE_BACK, opens_scope=False)
def give_back(call: Call) -> None:
    """Ask the processor for a refund, or look up what became of it. Safe to repeat."""
    assert call.reference is not None
    with scope(call.practice_id, plane=Plane.BUSINESS) as opened:
        try:
            wanted = refund_to_ask(call.actor, call.reference)
        except NoSuchRefund as error:
            raise CannotSucceed from error
        is_young = wanted is not None and opened.now - wanted.asked_at < KEY_LASTS
    if wanted is None:
        return
    processor = payment_processor()
    try:
        made = None if is_young else _looked_up(processor, wanted)
        made = made or processor.refund(wanted.request, key=wanted.key)
    except RefusedByProcessor as refusal:
        with scope(call.practice_id, plane=Plane.BUSINESS):
            note_refund_refused(call.actor, call.reference, refusal.code)
        return
    # Who paid is told of it: messages lie in the plane of care.
    with scope(call.practice_id, plane=Plane.CARE):
        note_refund(call.actor, call.reference, made)


def _looked_up(processor: PaymentProcessor, wanted: ToGiveBack) -> ProcessorRefund | None:
    """Return a refund that was made although its answer was lost, with the platform's part of it back as well."""
    request = wanted.request
    found = processor.refunds_of(request.intent_id, account=request.account)
    made = next((one for one in found if one.refund_id == request.refund_id), None)
    if made is not None and request.commission_back is not None and made.commission_back < request.commission_back:
        processor.return_commission(
            wanted.commission_id,
            amount=request.commission_back - made.commission_back,
            refund_id=request.refund_id,
            practice_id=request.practice_id,
            key=f"{wanted.key}:commission",
        )
    return made
