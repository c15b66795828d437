"""Finding what nobody told us of: payments and refunds that are not final, and what events hint at, are looked up."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final, cast

from django.utils.module_loading import import_string

from attune.billing.actions.note_event import event_applied
from attune.billing.actions.request_payment import SETTLE
from attune.billing.actions.request_refund import GIVE_BACK
from attune.billing.gateways import ProcessorEvent
from attune.billing.queries.events import kept_event
from attune.billing.queries.payments import unmade_refunds, unsettled_payments
from attune.billing.rules.policy import MoneyPolicy
from attune.foundation.authorization import Actor
from attune.foundation.background import Call, CannotSucceed, later
from attune.foundation.clock import now
from attune.foundation.policies import policy

QUIET: Final = timedelta(minutes=1)
"""What is younger is at work in a request."""

Applier = Callable[[Call, ProcessorEvent], None]


def settle_payments(actor: Actor) -> None:
    """Queue a look at each payment and refund of the open scope's practice that is not final."""
    before = now() - QUIET
    for payment_id in unsettled_payments(actor, asked_before=before):
        later(SETTLE, payment_id, only_one_waiting=True)
    for refund_id in unmade_refunds(actor, asked_before=before):
        later(GIVE_BACK, refund_id, only_one_waiting=True)


def apply_noted(call: Call) -> None:
    """Let everybody whom the edition names look up what an event of the inbox is about.

    Raises CannotSucceed where there is no such event of the call's practice.
    """
    assert call.reference is not None
    event = kept_event(call.reference)
    if event is None or event.practice_id != call.practice_id:
        raise CannotSucceed
    for path in policy(MoneyPolicy).appliers:
        cast("Applier", import_string(path))(call, event)
    event_applied(call.reference)
