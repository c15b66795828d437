"""One payment or payout of one practice, followed forward and back by its ids: in plane business, nobody's name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from attune.billing.queries.payments import PaymentFacts, payment
from attune.foundation.authorization import system_actor
from attune.foundation.clock import now
from attune.kernel.money import Money
from attune.ledger.queries.book import EntryFacts, entries
from attune.ledger.rules.entry import EntryKind
from attune.payouts.queries.payouts import LineFacts, lines_of, lines_of_payment, payout
from attune.practices.queries.registry import registered
from attune.web.access import PersonRequest
from attune.web.components.figures import Fact
from attune.web.components.formatting import money, when
from attune.web.components.notices import Badge
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.greetings import viewer_zone
from attune.web.operator_console.money import PAYMENT_STATES
from attune.web.payouts.wording import PAYOUT_STATES, arrival_in_words, day_in_words, failure_in_words
from attune.web.shells import shell_for

KINDS: Final[Mapping[EntryKind, str | Promise]] = {
    EntryKind.CHARGE: gettext_lazy("Charged"),
    EntryKind.EARN: gettext_lazy("Earned"),
    EntryKind.REFUND: gettext_lazy("Given back"),
    EntryKind.FEE: gettext_lazy("Commission"),
    EntryKind.FEE_RETURNED: gettext_lazy("Commission given back"),
    EntryKind.PROCESSOR_FEE: gettext_lazy("The processor’s fee"),
    EntryKind.PAYOUT: gettext_lazy("Sent to the bank"),
    EntryKind.PAYOUT_ARRIVED: gettext_lazy("Arrived at the bank"),
    EntryKind.PAYOUT_FAILED: gettext_lazy("Came back from the bank"),
    EntryKind.RECEIVABLE: gettext_lazy("Given back after its payout"),
    EntryKind.SET_OFF: gettext_lazy("Set off, and not sent"),
    EntryKind.CORRECTION: gettext_lazy("Corrected"),
}


@dataclass(frozen=True, slots=True)
class Trace:
    """One payment or payout, and everything that leads to it or away from it."""

    title: str
    practice: str
    badge: Badge
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    back_url: str
    back_label: str


@require_GET
def payment_trace(request: PersonRequest, practice_id: UUID, payment_id: UUID) -> HttpResponseBase:
    """Follow one payment: its booking's id, its entries, its payouts."""
    found = payment(system_actor(practice_id, request_id=request.actor.request_id), payment_id)
    lines = lines_of_payment(request.actor, payment_id)
    book = entries(request.actor, reference=payment_id)
    tables = [_entries_table(book)]
    if lines:
        tables.append(_lines_table(practice_id, lines, to_payments=False))
    page = Trace(
        title=_("Payment of %(amount)s") % {"amount": money(found.amount)},
        practice=registered(practice_id).name,
        badge=PAYMENT_STATES[found.state],
        facts=_payment_facts(found),
        tables=tuple(tables),
        back_url=reverse("operator_payments"),
        back_label=_("Payments"),
    )
    return _shown(request, page)


@require_GET
def payout_trace(request: PersonRequest, practice_id: UUID, payout_id: UUID) -> HttpResponseBase:
    """Follow one payout back to its payments."""
    found, lines = payout(request.actor, payout_id), lines_of(request.actor, payout_id)
    page = Trace(
        title=_("Payout of %(amount)s") % {"amount": money(found.amount)},
        practice=registered(practice_id).name,
        badge=PAYOUT_STATES[found.state],
        facts=(
            Fact(_("Payout"), str(payout_id)),
            Fact(_("Promised"), day_in_words(found.promised_on)),
            Fact(_("Expected"), day_in_words(found.expected_on)),
            Fact(_("Arrived"), arrival_in_words(found)),
            *((Fact(_("Set off"), money(found.set_off)),) if found.set_off.minor else ()),
            *((Fact(_("Why"), failure_in_words(found.failure_code)),) if found.failure_code else ()),
        ),
        tables=(
            _lines_table(practice_id, lines, to_payments=True),
            _entries_table(entries(request.actor, reference=payout_id)),
        ),
        back_url=reverse("operator_payouts"),
        back_label=_("Payouts"),
    )
    return _shown(request, page)


def _shown(request: PersonRequest, page: Trace) -> HttpResponseBase:
    words = {"shell": shell_for(request, within=page.back_url), "page": page}
    return TemplateResponse(request, "operator/money_trace.html", words)


def _payment_facts(found: PaymentFacts) -> tuple[Fact, ...]:
    told = [
        Fact(_("Payment"), str(found.payment_id)),
        Fact(_("Booking"), str(found.seat_id)),
        Fact(_("At the processor"), found.intent_id or _("Not asked yet")),
    ]
    if found.succeeded_at is not None:
        told += [
            Fact(_("Given back"), money(found.refunded)),
            Fact(_("Commission"), money(found.commission - found.commission_returned)),
            Fact(_("Promised"), day_in_words(found.payout_on) if found.payout_on else _("No day")),
        ]
    if found.decline_code:
        told.append(Fact(_("The last card was declined"), found.decline_code))
    return tuple(told)


def _entries_table(book: tuple[EntryFacts, ...]) -> Table:
    columns = (Column(_("When")), Column(_("What")), Column(_("Amount"), is_number=True))
    rows = tuple(
        Row(
            (
                Cell(when(one.posted_at, now=now(), zone=viewer_zone())),
                Cell(KINDS[one.kind], under=_("Entry %(number)d") % {"number": one.number}),
                Cell(money(_moved(one))),
            )
        )
        for one in reversed(book)
    )
    return Table(_("Entries in the practice’s book"), columns, rows)


def _moved(entry: EntryFacts) -> Money:
    """Return what an entry moved the way its first transfer goes, less what went back the same way.

    A payout's has a transfer for each of its payments, and one back for each that is set off.
    """
    first = entry.transfers[0]
    there, back = (first.debit.kind, first.credit.kind), (first.credit.kind, first.debit.kind)
    ways = [((one.debit.kind, one.credit.kind), one.amount) for one in entry.transfers]
    sums = [sum((amount for way, amount in ways if way == wanted), Money(0)) for wanted in (there, back)]
    return sums[0] - sums[1]


def _lines_table(practice_id: UUID, lines: tuple[LineFacts, ...], *, to_payments: bool) -> Table:
    opens = "operator_payment" if to_payments else "operator_payout"
    columns = (
        Column(_("Payment") if to_payments else _("Payout")),
        Column(_("Price"), is_number=True),
        Column(_("Platform"), is_number=True),
        Column(_("Practice gets"), is_number=True),
        Column(_("State")),
    )
    rows = []
    for one in lines:
        shown = one.payment_id if to_payments else one.payout_id
        name = "payment_id" if to_payments else "payout_id"
        url = reverse(opens, kwargs={"practice_id": practice_id, name: shown})
        rows.append(
            Row(
                (
                    Cell(str(shown)[-12:], url=url, under=day_in_words(one.promised_on)),
                    Cell(money(one.gross)),
                    Cell(money(-one.commission)),
                    Cell(money(one.net)),
                    Cell(badge=PAYOUT_STATES[one.state]),
                )
            )
        )
    return Table(_("Payout lines"), columns, tuple(rows))
