"""Payments as pages, workflows and jobs see them, in the open scope's practice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from attune.billing.errors import NoSuchPayment
from attune.billing.models import Payment, Refund
from attune.billing.permissions import APPLY_PAYMENT, SEE_OWN_PAYMENTS, SEE_PAYMENTS
from attune.billing.rules.states import (
    OPEN_ATTEMPTS,
    OPEN_PAYMENTS,
    TRIED_PAYMENTS,
    WAITING_PAYMENTS,
    PaymentState,
    RefundReason,
    RefundState,
)
from attune.foundation.authorization import Actor, NotPermitted, authorize, may
from attune.kernel.money import Money


@dataclass(frozen=True, slots=True)
class RefundFacts:
    """A refund of a payment. Times are UTC."""

    refund_id: UUID
    number: int
    state: RefundState
    reason: RefundReason
    amount: Money
    commission_back: Money
    requested_at: datetime
    made_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenAttempt:
    """A card whose answer is not known. ``is_with_bank``: the patient's bank asks them something."""

    number: int
    payment_method: str
    asked_at: datetime
    is_with_bank: bool


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """A payment with its quote and its refunds. ``is_booked``: what was paid for was booked. Times are UTC."""

    payment_id: UUID
    seat_id: UUID
    person_id: UUID
    state: PaymentState
    amount: Money
    commission_bps: int
    commission: Money
    net: Money
    payout_on: date | None
    account: str | None
    intent_id: str
    card_brand: str
    card_last4: str
    decline_code: str
    is_booked: bool
    requested_at: datetime
    asked_at: datetime | None
    succeeded_at: datetime | None
    earned_at: datetime | None
    refunds: tuple[RefundFacts, ...] = ()
    attempt: OpenAttempt | None = None

    @property
    def is_open(self) -> bool:
        """Whether something can still become of it."""
        return self.state in OPEN_PAYMENTS

    @property
    def refunded(self) -> Money:
        """What has gone back, or is on its way."""
        return _sum((one.amount for one in self.refunds if one.state is not RefundState.FAILED), self.amount.currency)

    @property
    def commission_returned(self) -> Money:
        """What the platform has given back of its part, or is about to."""
        returned = (one.commission_back for one in self.refunds if one.state is not RefundState.FAILED)
        return _sum(returned, self.amount.currency)

    @property
    def kept(self) -> Money:
        """What was paid and stays."""
        paid = self.amount if self.state is PaymentState.SUCCEEDED else Money(0, self.amount.currency)
        return paid - self.refunded


@dataclass(frozen=True, slots=True)
class Balance:
    """What somebody has still to pay, and what was paid and stays."""

    due: Money
    paid: Money

    def __add__(self, other: "Balance") -> "Balance":
        return Balance(self.due + other.due, self.paid + other.paid)


def payment(actor: Actor, payment_id: UUID) -> PaymentFacts:
    """Return a payment: the actor's own, or any for who sees the practice's. Raises NotPermitted or NoSuchPayment."""
    may_all = may(actor, SEE_PAYMENTS)
    if not (may_all or may(actor, SEE_OWN_PAYMENTS)):
        raise NotPermitted(SEE_OWN_PAYMENTS.name)
    row = Payment.objects.select_related("invoice").filter(id=payment_id).first()
    if row is None or not (may_all or row.person_id == actor.person_id):
        raise NoSuchPayment(payment_id)
    return payment_facts(row)


def payment_of_seat(actor: Actor, seat_id: UUID) -> PaymentFacts | None:
    """Return the payment of a seat, if one was ever asked for. For workflows. Raises NotPermitted."""
    authorize(actor, APPLY_PAYMENT)
    row = Payment.objects.select_related("invoice").filter(seat_id=seat_id).first()
    return None if row is None else payment_facts(row)


def payment_id_of_seat(actor: Actor, seat_id: UUID) -> UUID | None:
    """Return which payment a seat has, if one was ever asked for. For workflows. Raises NotPermitted."""
    authorize(actor, APPLY_PAYMENT)
    return Payment.objects.filter(seat_id=seat_id).order_by("id").values_list("id", flat=True).first()


def own_payments(actor: Actor) -> tuple[PaymentFacts, ...]:
    """Return what the actor paid at this practice, the latest first. Raises NotPermitted."""
    authorize(actor, SEE_OWN_PAYMENTS)
    rows = Payment.objects.filter(Q(person_id=actor.person_id), state=PaymentState.SUCCEEDED)
    return tuple(map(payment_facts, _full(rows).order_by("-succeeded_at", "-id")))


def own_balance(actor: Actor) -> Balance:
    """Return what the actor paid at this practice, and what waits for their card or bank. Raises NotPermitted."""
    authorize(actor, SEE_OWN_PAYMENTS)
    paid, waits = Q(state=PaymentState.SUCCEEDED), Q(state__in=WAITING_PAYMENTS)
    summed = Payment.objects.filter(Q(person_id=actor.person_id)).aggregate(
        paid=Sum("amount_minor", filter=paid, default=0), due=Sum("amount_minor", filter=waits, default=0)
    )
    refunds = Refund.objects.filter(Q(payment__person_id=actor.person_id), payment__state=PaymentState.SUCCEEDED)
    back = refunds.exclude(state=RefundState.FAILED).aggregate(total=Sum("amount_minor", default=0))["total"]
    return Balance(Money(summed["due"]), Money(summed["paid"] - back))


def payments_of_practice(
    actor: Actor, *, since: datetime | None = None, limit: int | None = None
) -> tuple[PaymentFacts, ...]:
    """Return what was paid at this practice, the latest first. Raises NotPermitted."""
    authorize(actor, SEE_PAYMENTS)
    rows = Payment.objects.filter(state=PaymentState.SUCCEEDED)
    if since is not None:
        rows = rows.filter(succeeded_at__gte=since)
    return tuple(map(payment_facts, _full(rows).order_by("-succeeded_at", "-id")[:limit]))


def unsettled_payments(actor: Actor, *, asked_before: datetime) -> tuple[UUID, ...]:
    """Return payments that something can still become of and that were asked for before a time. For the sweep."""
    authorize(actor, APPLY_PAYMENT)
    rows = Payment.objects.filter(state__in=OPEN_PAYMENTS, requested_at__lt=asked_before)
    return tuple(rows.order_by("requested_at").values_list("id", flat=True))


def unmade_refunds(actor: Actor, *, asked_before: datetime) -> tuple[UUID, ...]:
    """Return refunds that were asked for before a time and are not made. For the sweep. Raises NotPermitted."""
    authorize(actor, APPLY_PAYMENT)
    rows = Refund.objects.filter(state=RefundState.REQUESTED, requested_at__lt=asked_before)
    return tuple(rows.order_by("requested_at").values_list("id", flat=True))


def payment_facts(row: Payment) -> PaymentFacts:
    """Return a payment's row as its facts. The invoice is loaded with it; of many rows, so are the refunds."""
    invoice, currency = row.invoice, row.currency
    return PaymentFacts(
        payment_id=row.id,
        seat_id=row.seat_id,
        person_id=row.person_id,
        state=PaymentState(row.state),
        amount=Money(row.amount_minor, currency),
        commission_bps=invoice.commission_bps,
        commission=Money(invoice.commission_minor, currency),
        net=Money(invoice.net_minor, currency),
        payout_on=invoice.payout_on,
        account=row.account or None,
        intent_id=row.intent_id,
        card_brand=row.card_brand,
        card_last4=row.card_last4,
        decline_code=row.decline_code,
        is_booked=row.is_booked,
        requested_at=row.requested_at,
        asked_at=row.asked_at,
        succeeded_at=row.succeeded_at,
        earned_at=row.earned_at,
        refunds=() if row.state in OPEN_PAYMENTS else _refunds(row),
        attempt=_open_attempt(row) if row.state in TRIED_PAYMENTS else None,
    )


def refund_facts(row: Refund) -> RefundFacts:
    """Return a refund's row as its facts."""
    return RefundFacts(
        refund_id=row.id,
        number=row.number,
        state=RefundState(row.state),
        reason=RefundReason(row.reason),
        amount=Money(row.amount_minor, row.currency),
        commission_back=Money(row.commission_back_minor, row.currency),
        requested_at=row.requested_at,
        made_at=row.made_at,
    )


def _full(rows: QuerySet[Payment]) -> QuerySet[Payment]:
    """Return payments that succeeded with all that their facts are made of."""
    return rows.select_related("invoice").prefetch_related("refund_set")


def _refunds(row: Payment) -> tuple[RefundFacts, ...]:
    return tuple(refund_facts(one) for one in sorted(row.refund_set.all(), key=lambda one: one.number))


def _open_attempt(row: Payment) -> OpenAttempt | None:
    for one in row.attempt_set.filter(state__in=OPEN_ATTEMPTS):
        return OpenAttempt(one.number, one.payment_method, one.asked_at, one.state == "awaiting_bank")
    return None


def _sum(amounts: Iterable[Money], currency: str) -> Money:
    return sum(amounts, Money(0, currency))
