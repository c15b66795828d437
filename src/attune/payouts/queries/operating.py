"""What operators see of every practice's money: lists, sums, and what needs a person. Ids, amounts, states."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from attune.foundation.authorization import Actor, authorize
from attune.kernel.money import Money
from attune.payouts.models import OperatingAccount, OperatingPayment, OperatingPayout
from attune.payouts.permissions import OPERATE_MONEY
from attune.payouts.rules.problems import PATIENCE, Problem


@dataclass(frozen=True, slots=True)
class ShownPayment:
    """One payment of some practice. Times are UTC."""

    payment_id: UUID
    practice_id: UUID
    seat_id: UUID
    state: str
    problem: str
    amount: Money
    commission: Money
    refunded: Money
    asked_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class ShownPayout:
    """One payout of some practice. Times are UTC."""

    payout_id: UUID
    practice_id: UUID
    state: str
    amount: Money
    line_count: int
    promised_on: date
    expected_on: date
    arrived_on: date | None
    failure_code: str
    prepared_at: datetime


@dataclass(frozen=True, slots=True)
class ShownAccount:
    """One practice's account at the processor."""

    practice_id: UUID
    may_charge: bool
    may_pay_out: bool
    due_count: int
    past_due_count: int
    deadline_at: datetime | None


@dataclass(frozen=True, slots=True)
class PaymentSums:
    """How many payments there are in a list, what was paid, given back and earned by the platform."""

    count: int
    paid: Money
    refunded: Money
    commission: Money


@dataclass(frozen=True, slots=True)
class PayoutSums:
    """How many payouts there are in a list, and what they come to."""

    count: int
    amount: Money


SUCCEEDED = "succeeded"


def shown_payments(
    actor: Actor,
    *,
    state: str = "",
    practice_id: UUID | None = None,
    before: tuple[datetime, UUID] | None = None,
    limit: int = 100,
) -> tuple[ShownPayment, ...]:
    """Return payments, the latest asked first, those asked before one of a time and id. Raises NotPermitted."""
    authorize(actor, OPERATE_MONEY)
    rows = _payments(state, practice_id).order_by("-asked_at", "-payment_id")
    if before is not None:
        at, last = before
        rows = rows.filter(Q(asked_at__lt=at) | Q(asked_at=at, payment_id__lt=last))
    return tuple(map(_payment, rows[:limit]))


def payment_sums(actor: Actor, *, state: str = "", practice_id: UUID | None = None) -> PaymentSums:
    """Return what the payments of a list come to; only what succeeded was paid. Raises NotPermitted."""
    authorize(actor, OPERATE_MONEY)
    paid = Q(state=SUCCEEDED)
    told = _payments(state, practice_id).aggregate(
        count=Count("payment_id"),
        paid=Sum("amount_minor", filter=paid),
        refunded=Sum("refunded_minor", filter=paid),
        commission=Sum("commission_minor", filter=paid),
    )
    return PaymentSums(
        told["count"], Money(told["paid"] or 0), Money(told["refunded"] or 0), Money(told["commission"] or 0)
    )


def shown_payouts(
    actor: Actor,
    *,
    state: str = "",
    practice_id: UUID | None = None,
    before: tuple[datetime, UUID] | None = None,
    limit: int = 100,
) -> tuple[ShownPayout, ...]:
    """Return payouts, the latest prepared first, those prepared before one of a time and id. Raises NotPermitted."""
    authorize(actor, OPERATE_MONEY)
    rows = _payouts(state, practice_id).order_by("-prepared_at", "-payout_id")
    if before is not None:
        at, last = before
        rows = rows.filter(Q(prepared_at__lt=at) | Q(prepared_at=at, payout_id__lt=last))
    return tuple(map(_payout, rows[:limit]))


def payout_sums(actor: Actor, *, state: str = "", practice_id: UUID | None = None) -> PayoutSums:
    """Return what the payouts of a list come to; what came back counts in a list of its own alone.

    It goes out again with another payout. Raises NotPermitted.
    """
    authorize(actor, OPERATE_MONEY)
    counted = Q() if state == "failed" else ~Q(state="failed")
    told = _payouts(state, practice_id).aggregate(count=Count("payout_id"), amount=Sum("amount_minor", filter=counted))
    return PayoutSums(told["count"], Money(told["amount"] or 0))


def payments_in_trouble(actor: Actor, *, now: datetime) -> tuple[ShownPayment, ...]:
    """Return the payments a person should look at, the oldest first. Raises NotPermitted."""
    authorize(actor, OPERATE_MONEY)
    at_once = Q(problem__in=[one for one in Problem if one not in PATIENCE])
    hanging = Q()
    for problem, patience in PATIENCE.items():
        hanging |= Q(problem=problem, changed_at__lte=now - patience)
    rows = OperatingPayment.objects.filter(at_once | hanging)
    return tuple(map(_payment, rows.order_by("changed_at", "payment_id")))


def payouts_in_trouble(actor: Actor, *, today: date) -> tuple[ShownPayout, ...]:
    """Return payouts that failed and are in no later one, are late, or are not taken, the oldest first."""
    authorize(actor, OPERATE_MONEY)
    late = Q(state__in=["prepared", "sent"], promised_on__lt=today)
    not_taken = Q(state="prepared") & ~Q(failure_code="")
    rows = OperatingPayout.objects.filter(Q(state="failed", is_mended=False) | late | not_taken)
    return tuple(map(_payout, rows.order_by("prepared_at", "payout_id")))


def accounts_in_trouble(actor: Actor) -> tuple[ShownAccount, ...]:
    """Return the accounts of which the processor wants to know something, the nearest deadline first."""
    authorize(actor, OPERATE_MONEY)
    rows = OperatingAccount.objects.filter(Q(due_count__gt=0) | Q(past_due_count__gt=0) | Q(may_pay_out=False))
    return tuple(
        ShownAccount(
            row.practice_id, row.may_charge, row.may_pay_out, row.due_count, row.past_due_count, row.deadline_at
        )
        for row in rows.order_by("deadline_at", "practice_id")
    )


def _payments(state: str, practice_id: UUID | None) -> QuerySet[OperatingPayment]:
    rows = OperatingPayment.objects.all()
    if state:
        rows = rows.filter(state=state)
    return rows.filter(practice_id=practice_id) if practice_id else rows


def _payouts(state: str, practice_id: UUID | None) -> QuerySet[OperatingPayout]:
    rows = OperatingPayout.objects.all()
    if state:
        rows = rows.filter(state=state)
    return rows.filter(practice_id=practice_id) if practice_id else rows


def _payment(row: OperatingPayment) -> ShownPayment:
    return ShownPayment(
        payment_id=row.payment_id,
        practice_id=row.practice_id,
        seat_id=row.seat_id,
        state=row.state,
        problem=row.problem,
        amount=Money(row.amount_minor, row.currency),
        commission=Money(row.commission_minor, row.currency),
        refunded=Money(row.refunded_minor, row.currency),
        asked_at=row.asked_at,
        changed_at=row.changed_at,
    )


def _payout(row: OperatingPayout) -> ShownPayout:
    return ShownPayout(
        payout_id=row.payout_id,
        practice_id=row.practice_id,
        state=row.state,
        amount=Money(row.amount_minor, row.currency),
        line_count=row.line_count,
        promised_on=row.promised_on,
        expected_on=row.expected_on,
        arrived_on=row.arrived_on,
        failure_code=row.failure_code,
        prepared_at=row.prepared_at,
    )
