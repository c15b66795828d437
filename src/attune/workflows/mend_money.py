"""What an operator does about money that hangs: everything of one practice that is not final is looked at again."""

from attune.audit.actions.record import record
from attune.billing.actions.request_refund import request_refund
from attune.billing.queries.payments import payments_of_practice
from attune.billing.rules.states import RefundState
from attune.foundation.authorization import Actor, authorize, system_actor
from attune.foundation.background import later
from attune.foundation.tenancy import current_scope
from attune.payouts.permissions import MEND_MONEY
from attune.workflows.sweep_payments import settle_payments

LOOK_AFTER = "payouts.look_after"


def mend_money(actor: Actor) -> None:
    """Queue a look at every payment, refund and payout of the open scope's practice that is not final, and its account.

    A refund that failed is asked for anew; what is due is prepared again. Raises NotPermitted.
    """
    authorize(actor, MEND_MONEY)
    practice_id = current_scope("A practice's money").practice_id
    system = system_actor(practice_id, request_id=actor.request_id)
    for paid in payments_of_practice(system):
        if paid.refunds and paid.refunds[-1].state is RefundState.FAILED:
            failed = paid.refunds[-1]
            request_refund(system, payment_id=paid.payment_id, amount=failed.amount, reason=failed.reason)
    settle_payments(system)
    later(LOOK_AFTER, only_one_waiting=True, run_soon=True)
    record(actor, "payouts.money.mended", object_kind="practice", object_id=str(practice_id))
