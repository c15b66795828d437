"""Payouts and their lines, in the open scope."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.kernel.money import Money
from attune.ledger.queries.book import Receivable, receivables
from attune.payouts.errors import NoSuchPayout
from attune.payouts.models import ConnectedAccount, Payout, PayoutLine, PayoutSetOff
from attune.payouts.permissions import SEE_PAYOUTS, SEND_PAYOUT

OVER = (Payout.State.FAILED, Payout.State.SET_OFF)
MAY_COME_BACK = timedelta(days=10)
"""A bank may send a payout back after it arrived: so long it is asked for."""


@dataclass(frozen=True, slots=True)
class PayoutFacts:
    """One payout with its days; ``state`` is a value of Payout.State. Times are UTC.

    ``set_off`` is what of its lines was not sent, as it was given back after it had been paid out.
    """

    payout_id: UUID
    state: str
    amount: Money
    set_off: Money
    line_count: int
    promised_on: date
    expected_on: date
    arrived_on: date | None
    prepared_at: datetime
    failed_at: datetime | None
    failure_code: str


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What one payment adds to a payout. ``is_live``: the payout did not fail."""

    payment_id: UUID
    payout_id: UUID
    gross: Money
    commission: Money
    net: Money
    promised_on: date
    is_live: bool
    state: str
    expected_on: date
    arrived_on: date | None


@dataclass(frozen=True, slots=True)
class SetOffFacts:
    """What was taken off a payout for a payment that was given back after it had been paid out."""

    payout_id: UUID
    against_id: UUID
    amount: Money
    on: date
    has_arrived: bool


@dataclass(frozen=True, slots=True)
class PayoutToSend:
    """What a job needs to send a payout, or to ask how it stands."""

    payout_id: UUID
    practice_id: UUID
    processor_id: str
    account: str
    amount: Money
    prepared_at: datetime


def payouts(actor: Actor, *, since: date | None = None, limit: int | None = None) -> tuple[PayoutFacts, ...]:
    """Return the practice's payouts, the latest first. Raises NotPermitted."""
    authorize(actor, SEE_PAYOUTS)
    rows = Payout.objects.prefetch_related("lines", "set_offs").order_by("-prepared_at", "-id")
    if since is not None:
        rows = rows.filter(expected_on__gte=since)
    return tuple(_facts(row) for row in rows[:limit])


def payouts_between(actor: Actor, first: date, after: date) -> tuple[PayoutFacts, ...]:
    """Return the payouts that arrived, or are expected, from a day on and before another one, by that day.

    Those that failed are left out. Raises NotPermitted.
    """
    authorize(actor, SEE_PAYOUTS)
    days = Coalesce("arrived_on", "expected_on")
    rows = Payout.objects.prefetch_related("lines", "set_offs").exclude(state=Payout.State.FAILED).annotate(day=days)
    found = rows.filter(day__gte=first, day__lt=after).order_by("day", "prepared_at", "id")
    return tuple(_facts(row) for row in found)


def payout(actor: Actor, payout_id: UUID) -> PayoutFacts:
    """Return one payout. Raises NotPermitted or NoSuchPayout."""
    authorize(actor, SEE_PAYOUTS)
    row = Payout.objects.filter(id=payout_id).first()
    if row is None:
        raise NoSuchPayout(payout_id)
    return _facts(row)


def is_sent_again(actor: Actor, payout_id: UUID) -> bool:
    """Return whether what a payout gave back stands in a later one that did not fail. Raises NotPermitted."""
    authorize(actor, SEE_PAYOUTS)
    given_back = PayoutLine.objects.filter(payout_id=payout_id, is_live=False).values("payment_id")
    return PayoutLine.objects.filter(payment_id__in=given_back, is_live=True).exists()


def lines_of(actor: Actor, payout_id: UUID) -> tuple[LineFacts, ...]:
    """Return a payout's lines, the first promised first. Raises NotPermitted."""
    authorize(actor, SEE_PAYOUTS)
    rows = PayoutLine.objects.select_related("payout").filter(payout_id=payout_id)
    return tuple(_line(row) for row in rows.order_by("promised_on", "payment_id"))


def set_offs_of(actor: Actor, payout_id: UUID) -> tuple[SetOffFacts, ...]:
    """Return what was set off against a payout, by the payment that was given back. Raises NotPermitted."""
    authorize(actor, SEE_PAYOUTS)
    return _set_offs(PayoutSetOff.objects.filter(payout_id=payout_id))


def set_offs_against(actor: Actor, payment_ids: Collection[UUID]) -> tuple[SetOffFacts, ...]:
    """Return what was set off for payments that were given back; failed payouts took nothing. Raises NotPermitted."""
    authorize(actor, SEE_PAYOUTS)
    rows = PayoutSetOff.objects.filter(against_id__in=payment_ids)
    return _set_offs(rows.exclude(payout__state=Payout.State.FAILED))


def owing(actor: Actor) -> tuple[Receivable, ...]:
    """Return what will be set off against the next payouts, the oldest first. Raises NotPermitted."""
    authorize(actor, SEE_PAYOUTS)
    return receivables(actor)


def lines_of_payment(actor: Actor, payment_id: UUID) -> tuple[LineFacts, ...]:
    """Return every line a payment has had, those of failed payouts too, the latest first. Raises NotPermitted."""
    authorize(actor, SEE_PAYOUTS)
    rows = PayoutLine.objects.select_related("payout").filter(payment_id=payment_id)
    return tuple(_line(row) for row in rows.order_by("-payout__prepared_at"))


def live_lines(actor: Actor, payment_ids: Collection[UUID]) -> Mapping[UUID, LineFacts]:
    """Return, by payment, the line through which it is being paid out or was. Raises NotPermitted."""
    authorize(actor, SEE_PAYOUTS)
    rows = PayoutLine.objects.select_related("payout").filter(payment_id__in=payment_ids, is_live=True)
    return {row.payment_id: _line(row) for row in rows}


def payout_to_send(actor: Actor, payout_id: UUID) -> PayoutToSend | None:
    """Return a payout for the job that settles it; None where nothing is left to ask. Raises NotPermitted."""
    authorize(actor, SEND_PAYOUT)
    row = Payout.objects.filter(id=payout_id).exclude(state__in=OVER).first()
    account = ConnectedAccount.objects.exclude(processor_id="").first()
    if row is None or account is None:
        return None
    amount = Money(row.amount_minor, row.currency)
    return PayoutToSend(row.id, row.practice_id, row.processor_id, account.processor_id, amount, row.prepared_at)


def unsettled(actor: Actor) -> tuple[UUID, ...]:
    """Return the payouts whose state at the processor may still change. Raises NotPermitted."""
    authorize(actor, SEND_PAYOUT)
    lately = Payout.objects.filter(state=Payout.State.ARRIVED, sent_at__gte=now() - MAY_COME_BACK)
    return tuple((_under_way() | lately).order_by("prepared_at").values_list("id", flat=True))


def _under_way() -> QuerySet[Payout]:
    return Payout.objects.filter(state__in=[Payout.State.PREPARED, Payout.State.SENT])


def _set_offs(rows: QuerySet[PayoutSetOff]) -> tuple[SetOffFacts, ...]:
    values = rows.values_list(
        "payout_id", "against_id", "payout__currency", "payout__arrived_on", "payout__expected_on"
    )
    return tuple(
        SetOffFacts(payout_id, against_id, Money(total, currency), arrived_on or expected_on, arrived_on is not None)
        for payout_id, against_id, currency, arrived_on, expected_on, total in values.annotate(
            Sum("amount_minor")
        ).order_by("against_id", "payout_id")
    )


def _facts(row: Payout) -> PayoutFacts:
    return PayoutFacts(
        payout_id=row.id,
        state=row.state,
        amount=Money(row.amount_minor, row.currency),
        set_off=Money(sum(one.amount_minor for one in row.set_offs.all()), row.currency),
        line_count=len(row.lines.all()),
        promised_on=row.promised_on,
        expected_on=row.expected_on,
        arrived_on=row.arrived_on,
        prepared_at=row.prepared_at,
        failed_at=row.failed_at,
        failure_code=row.failure_code,
    )


def _line(row: PayoutLine) -> LineFacts:
    return LineFacts(
        payment_id=row.payment_id,
        payout_id=row.payout_id,
        gross=Money(row.gross_minor, row.payout.currency),
        commission=Money(row.commission_minor, row.payout.currency),
        net=Money(row.net_minor, row.payout.currency),
        promised_on=row.promised_on,
        is_live=row.is_live,
        state=row.payout.state,
        expected_on=row.payout.expected_on,
        arrived_on=row.payout.arrived_on,
    )
