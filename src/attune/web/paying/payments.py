"""What was paid: to a patient as receipts, to a practice as its payments."""

from datetime import datetime
from uuid import UUID

from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from attune.billing.errors import NoSuchPayment
from attune.billing.queries.payments import PaymentFacts, payments_of_practice
from attune.billing.rules.states import RefundReason, RefundState
from attune.foundation.clock import now
from attune.kernel.money import Money
from attune.web.access import PersonRequest
from attune.web.components.figures import Fact, Figure
from attune.web.components.formatting import clock_time, day, day_of, full_instant, money, when_span
from attune.web.components.money import MoneyLine, MoneySum
from attune.web.components.notices import Badge, Drawing, EmptyState, Tone
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.greetings import viewer_zone
from attune.web.patient_portal.sessions.pages import Look
from attune.web.shells import shell_for
from attune.workflows.own_payments import OwnPayment, own_payments

SHOWN_MAX = 200
NOTHING = EmptyState(
    gettext_lazy("Nothing was paid yet"),
    gettext_lazy("What is paid stands here, with what went back."),
    Drawing.LETTER,
)
WHY_BACK = {
    RefundReason.CANCELED: gettext_lazy("The session was canceled"),
    RefundReason.MISSED: gettext_lazy("The session did not take place"),
    RefundReason.NOT_BOOKED: gettext_lazy("The time was gone"),
}


@require_GET
def own_payments_page(request: PersonRequest) -> HttpResponseBase:
    """List what one paid, at every practice."""
    found = own_payments(request.actor)
    words = {"shell": shell_for(request), "table": _own_table(found, _look()) if found else None, "empty": NOTHING}
    return TemplateResponse(request, "paying/own_payments.html", words)


@require_GET
def receipt(request: PersonRequest, payment_id: UUID) -> HttpResponseBase:
    """Show one payment as a receipt that can be printed."""
    found = next((one for one in own_payments(request.actor) if one.payment.payment_id == payment_id), None)
    if found is None:
        raise NoSuchPayment(payment_id)
    look = _look()
    words = {
        "shell": shell_for(request),
        "facts": _facts(found, look),
        "sum": _sum(found.payment, look),
        "back_url": reverse("patient_payments"),
    }
    return TemplateResponse(request, "paying/receipt.html", words)


@require_GET
def practice_payments_page(request: PersonRequest) -> HttpResponseBase:
    """List what was paid to the practice: amounts and dates, and nobody's name."""
    found, look = payments_of_practice(request.actor, limit=SHOWN_MAX), _look()
    words = {
        "shell": shell_for(request),
        "figures": _figures(found, look),
        "table": _practice_table(found, look) if found else None,
        "empty": NOTHING,
    }
    return TemplateResponse(request, "paying/practice_payments.html", words)


def _look() -> Look:
    return Look(now(), viewer_zone())


def money_badge(payment: PaymentFacts) -> Badge:
    """Return where a payment stands, in a word or two."""
    if payment.refunded.minor == 0:
        return Badge(_("Paid"), Tone.GOOD)
    if any(one.state is RefundState.REQUESTED for one in payment.refunds):
        return Badge(_("Going back"), Tone.NOTE)
    return Badge(_("Refunded") if payment.kept.minor == 0 else _("Partly refunded"))


def _own_table(found: list[OwnPayment], look: Look) -> Table:
    columns = (
        Column(_("When")),
        Column(_("For")),
        Column(_("Paid"), is_number=True),
        Column(_("Back"), is_number=True),
        Column(_("State")),
    )
    rows = [
        Row(
            (
                Cell(_on(_at(one.payment), look), url=reverse("receipt", args=[one.payment.payment_id])),
                Cell(_what_for(one), is_phi=True),
                Cell(money(one.payment.amount), is_phi=True),
                Cell(_amount_or_none(one.payment.refunded), is_phi=True),
                Cell(badge=money_badge(one.payment)),
            )
        )
        for one in found
    ]
    return Table(_("Payments, newest first"), columns, tuple(rows))


def _practice_table(found: tuple[PaymentFacts, ...], look: Look) -> Table:
    is_split = any(one.commission_bps for one in found)
    columns = [Column(_("When")), Column(_("Paid"), is_number=True), Column(_("Refunded"), is_number=True)]
    if is_split:
        columns += [
            Column(_("Platform"), is_number=True),
            Column(_("Yours"), is_number=True),
            Column(_("Promised for")),
        ]
    columns.append(Column(_("State")))
    return Table(
        _("Payments, newest first"), tuple(columns), tuple(_practice_row(one, look, is_split=is_split) for one in found)
    )


def _practice_row(one: PaymentFacts, look: Look, *, is_split: bool) -> Row:
    cells = [
        Cell(_on(_at(one), look), title=full_instant(_at(one), look.zone), under=clock_time(_at(one), look.zone)),
        Cell(money(one.amount)),
        Cell(_amount_or_none(one.refunded)),
    ]
    if is_split:
        commission = one.commission - one.commission_returned
        today = look.now.astimezone(look.zone).date()
        cells += [
            Cell(money(commission)),
            Cell(money(one.kept - commission)),
            Cell(day(one.payout_on, today=today) if one.payout_on and one.kept.minor else ""),
        ]
    cells.append(Cell(badge=money_badge(one)))
    return Row(tuple(cells))


def _figures(found: tuple[PaymentFacts, ...], look: Look) -> tuple[Figure, ...]:
    """Return what came in this month, on the reader's calendar, and what of it went back."""
    month = look.now.astimezone(look.zone).strftime("%Y%m")
    of_month = [one for one in found if _at(one).astimezone(look.zone).strftime("%Y%m") == month]
    paid = sum((one.amount for one in of_month), Money(0))
    back = sum((one.refunded for one in of_month), Money(0))
    return (
        Figure(_("Paid this month"), money(paid)),
        Figure(_("Of that, refunded"), money(back)),
        Figure(_("Payments this month"), str(len(of_month))),
    )


def _facts(found: OwnPayment, look: Look) -> tuple[Fact, ...]:
    payment = found.payment
    facts = [
        Fact(_("Paid to"), found.practice_name, is_phi=True),
        Fact(_("Paid on"), full_instant(_at(payment), look.zone)),
        Fact(_("Card"), _("%(brand)s ending in %(last4)s") % _card(payment)),
        Fact(_("For"), _what_for(found), is_phi=True),
    ]
    if found.seat is not None:
        seat = found.seat
        facts.append(
            Fact(_("Session"), when_span(seat.starts_at, seat.ends_at, now=look.now, zone=look.zone), is_phi=True)
        )
    facts.append(Fact(_("Number"), str(payment.payment_id)))
    return tuple(facts)


def _sum(payment: PaymentFacts, look: Look) -> MoneySum:
    lines = [MoneyLine(_("Paid"), money(payment.amount), is_phi=True)]
    for one in payment.refunds:
        if one.state is not RefundState.FAILED:
            note = _("on its way") if one.state is RefundState.REQUESTED else _on(one.made_at, look)
            lines.append(MoneyLine(f"{WHY_BACK[one.reason]}, {note}", money(-one.amount), is_phi=True))
    return MoneySum(tuple(lines), MoneyLine(_("You paid in all"), money(payment.kept), is_phi=True))


def _what_for(found: OwnPayment) -> str:
    if found.seat is None:
        return _("A time that was gone")
    return f"{found.seat.offering_name}, {found.seat.provider_name}"


def _card(payment: PaymentFacts) -> dict[str, str]:
    return {"brand": payment.card_brand.capitalize() or _("Card"), "last4": payment.card_last4 or "····"}


def _amount_or_none(amount: Money) -> str:
    return money(amount) if amount.minor else ""


def _on(at: datetime | None, look: Look) -> str:
    return day_of(at, now=look.now, zone=look.zone) if at else ""


def _at(payment: PaymentFacts) -> datetime:
    return payment.succeeded_at or payment.requested_at
