"""Telling the operators how a practice's money stands: ids, amounts and states, written in its own transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Model

from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.tenancy import current_scope
from attune.payouts.models import ConnectedAccount, OperatingAccount, OperatingPayment, OperatingPayout, Payout
from attune.payouts.permissions import PROJECT_MONEY


@dataclass(frozen=True, slots=True)
class ProjectedPayment:
    """A payment as the operators see it; amounts in minor units. ``problem`` is a value of Problem, or empty."""

    payment_id: UUID
    seat_id: UUID
    state: str
    problem: str
    amount_minor: int
    commission_minor: int
    refunded_minor: int
    currency: str
    asked_at: datetime


def project_account(actor: Actor, row: ConnectedAccount) -> None:
    """Show what the practice's account may do. Raises NotPermitted."""
    authorize(actor, PROJECT_MONEY)
    _show(
        OperatingAccount(
            practice_id=row.practice_id,
            may_charge=row.may_charge,
            may_pay_out=row.may_pay_out,
            due_count=len(row.currently_due),
            past_due_count=len(row.past_due),
            disabled_reason=row.disabled_reason,
            deadline_at=row.deadline_at,
            changed_at=now(),
        )
    )


def project_payout(actor: Actor, row: Payout) -> None:
    """Show how a payout stands. Raises NotPermitted."""
    authorize(actor, PROJECT_MONEY)
    _show(
        OperatingPayout(
            payout_id=row.id,
            practice_id=row.practice_id,
            state=row.state,
            amount_minor=row.amount_minor,
            currency=row.currency,
            line_count=row.lines.count(),
            promised_on=row.promised_on,
            expected_on=row.expected_on,
            arrived_on=row.arrived_on,
            failure_code=row.failure_code,
            prepared_at=row.prepared_at,
            changed_at=now(),
        ),
        # Said by project_mended alone.
        but="is_mended",
    )


def project_mended(actor: Actor, payout_id: UUID) -> None:
    """Show that what a failed payout gave back went on with another one. Raises NotPermitted."""
    authorize(actor, PROJECT_MONEY)
    OperatingPayout.objects.filter(payout_id=payout_id).update(is_mended=True, changed_at=now())


def project_payment(actor: Actor, told: ProjectedPayment) -> None:
    """Show how a payment of the scope's practice stands. Raises NotPermitted."""
    authorize(actor, PROJECT_MONEY)
    _show(
        OperatingPayment(
            payment_id=told.payment_id,
            practice_id=current_scope("A payment").holder_id,
            seat_id=told.seat_id,
            state=told.state,
            problem=told.problem,
            amount_minor=told.amount_minor,
            commission_minor=told.commission_minor,
            refunded_minor=told.refunded_minor,
            currency=told.currency,
            asked_at=told.asked_at,
            changed_at=now(),
        )
    )


def _show(row: Model, *, but: str = "") -> None:
    """Write a row in the place of what stood under its key, in one statement; ``but`` is left as it stood."""
    key, *others = (one.name for one in row._meta.local_fields)
    rows = type(row)._default_manager
    rows.bulk_create(
        [row], update_conflicts=True, unique_fields=[key], update_fields=[one for one in others if one != but]
    )
