"""Letting operators see how a payment stands, and the platform's book what it earned of it: in the same transaction."""

from uuid import UUID

from attune.billing.queries.payments import PaymentFacts, payment, payment_of_seat
from attune.billing.rules.states import PaymentState, RefundState
from attune.foundation.authorization import Actor, system_actor
from attune.foundation.background import later
from attune.foundation.tenancy import current_scope
from attune.payouts.actions.mirror_fees import MIRROR
from attune.payouts.actions.project import ProjectedPayment, project_payment
from attune.payouts.rules.problems import Problem


def show_payment(actor: Actor, payment_id: UUID) -> None:
    """Follow a fact about a payment: show the operators its amounts and its state."""
    system = _system(actor)
    _show(system, payment(system, payment_id))


def show_payment_of_seat(actor: Actor, seat_id: UUID) -> None:
    """Follow a fact about a seat whose money may go back."""
    system = _system(actor)
    found = payment_of_seat(system, seat_id)
    if found is not None:
        _show(system, found)


def tell_platform(actor: Actor, payment_id: UUID) -> None:
    """Follow what moved the platform's part: its own book is told by a job, in a scope of its own."""
    later(MIRROR, payment_id)


def problem_of(found: PaymentFacts) -> str:
    """Return what is wrong with a payment, as a code; empty where nothing is."""
    if found.refunds and found.refunds[-1].state is RefundState.FAILED:
        return Problem.REFUND_FAILED
    if any(one.state is RefundState.REQUESTED for one in found.refunds):
        return Problem.REFUND_OPEN
    if found.state is PaymentState.SUCCEEDED and not found.is_booked and found.kept.minor:
        return Problem.NOT_BOOKED
    is_over = found.state in (PaymentState.SUCCEEDED, PaymentState.CANCELED)
    return Problem.FAILED if found.decline_code and not is_over else ""


def _show(system: Actor, found: PaymentFacts) -> None:
    project_payment(
        system,
        ProjectedPayment(
            payment_id=found.payment_id,
            seat_id=found.seat_id,
            state=found.state,
            problem=problem_of(found),
            amount_minor=found.amount.minor,
            commission_minor=(found.commission - found.commission_returned).minor,
            refunded_minor=found.refunded.minor,
            currency=found.amount.currency,
            asked_at=found.requested_at,
        ),
    )


def _system(actor: Actor) -> Actor:
    return system_actor(current_scope("A payment").practice_id, request_id=actor.request_id)
