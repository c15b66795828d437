"""One payout with its bookings, and a month's statement on the page, as PDF and as a table for programs."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET

from attune.audit.actions.record import record
from attune.foundation.clock import now
from attune.payouts.gateways import StatementLine, StatementPages, statement_printer
from attune.payouts.queries.payouts import PayoutFacts, is_sent_again, payout
from attune.payouts.rules.months import month_after, month_before, written
from attune.web.access import PersonRequest
from attune.web.components.actions import Action
from attune.web.components.figures import Fact
from attune.web.components.formatting import money
from attune.web.components.notices import Alert, Badge, EmptyState, Tone
from attune.web.components.tables import Table
from attune.web.greetings import viewer_zone
from attune.web.payouts.downloads import download
from attune.web.payouts.tables import lines_table
from attune.web.payouts.wording import (
    PAYOUT_STATES,
    arrival_in_words,
    day_in_sentence,
    day_in_words,
    failure_in_words,
)
from attune.web.shells import is_open_to, shell_for
from attune.workflows.earnings import TracedLine, TracedSetOff, traced_lines, traced_set_offs
from attune.workflows.payout_statement import Statement, statement

CSV_COLUMNS = (
    "payout",
    "payment",
    "session",
    "starts_at",
    "gross_minor",
    "commission_minor",
    "net_minor",
    "currency",
    "promised_on",
    "expected_on",
    "arrived_on",
)
NOTHING = EmptyState(gettext_lazy("Nothing arrived in this month"), gettext_lazy("Payouts stand here by their day."))


@dataclass(frozen=True, slots=True)
class PayoutPage:
    """One payout."""

    title: str
    badge: Badge
    alert: Alert | None
    facts: tuple[Fact, ...]
    lines: Table


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A month."""

    title: str
    lines: Table | None
    pdf_url: str
    csv_url: str
    before_url: str
    after_url: str


@require_GET
def payout_page(request: PersonRequest, payout_id: UUID) -> HttpResponseBase:
    """Show one payout, each of its lines leading to its booking."""
    found, lines = payout(request.actor, payout_id), traced_lines(request.actor, payout_id)
    set_off = [Fact(_("Set off"), money(found.set_off), is_phi=True)] if found.set_off.minor else []
    facts = [
        Fact(_("Amount"), money(found.amount), is_phi=True),
        *set_off,
        Fact(_("Promised"), day_in_words(found.promised_on)),
        Fact(_("Expected"), day_in_words(found.expected_on)),
        Fact(_("Arrived"), arrival_in_words(found)),
        Fact(_("Number"), str(found.payout_id)),
    ]
    page = PayoutPage(
        title=_("Payout of %(day)s") % {"day": day_in_sentence(found.arrived_on or found.expected_on)},
        badge=PAYOUT_STATES[found.state],
        alert=_came_back(request, found) if found.state == "failed" else None,
        facts=tuple(facts),
        lines=lines_table(request, lines, traced_set_offs(request.actor, payout_id)),
    )
    words = {"shell": shell_for(request), "page": page, "back_url": reverse("practice_finances")}
    return TemplateResponse(request, "payouts/payout.html", words)


def _came_back(request: PersonRequest, found: PayoutFacts) -> Alert:
    """Say why, where the money is now, and where the bank details are put right."""
    why = {"why": failure_in_words(found.failure_code)}
    if is_sent_again(request.actor, found.payout_id):
        return Alert(
            _("This payout came back"), _("%(why)s The money went out with a later payout.") % why, Tone.CAUTION
        )
    told = _("%(why)s The money is back in your balance and goes out with the next payout. Put the bank details right.")
    ways = (
        (Action(_("See the account"), reverse("practice_account")),) if is_open_to(request, "practice_account") else ()
    )
    return Alert(_("This payout came back"), told % why, Tone.DANGER, actions=ways)


@require_GET
def statement_page(request: PersonRequest, month: str) -> HttpResponseBase:
    """Show a month's statement."""
    found = statement(request.actor, month)
    today = now().astimezone(viewer_zone()).date()
    after = month_after(found.month)
    page = StatementPage(
        title=_title(found),
        lines=lines_table(request, found.lines, found.set_offs) if found.lines else None,
        pdf_url=_url("practice_statement_pdf", found.month),
        csv_url=_url("practice_statement_csv", found.month),
        before_url=_url("practice_statement", month_before(found.month)),
        after_url=_url("practice_statement", after) if after <= today else "",
    )
    words = {"shell": shell_for(request), "page": page, "empty": NOTHING, "back_url": reverse("practice_finances")}
    return TemplateResponse(request, "payouts/statement.html", words)


@require_GET
def statement_pdf(request: PersonRequest, month: str) -> HttpResponseBase:
    """Return a month's statement as PDF; that it was taken goes on record."""
    found = statement(request.actor, month)
    _note(request, found)
    assert request.place is not None
    pages = StatementPages(
        title=_title(found),
        practice=request.place.name,
        told=_("Sessions whose money arrived in this month, or was on its way at its end."),
        headings=(_("Session"), _("Price"), _("Platform"), _("You get"), _("At the bank")),
        lines=(*map(_line, found.lines), *map(_set_off_line, found.set_offs)),
        total=StatementLine(_("Together"), money(found.gross), money(-found.commission), money(found.net), ""),
    )
    return download(statement_printer().statement(pages), f"statement-{written(found.month)}.pdf")


@require_GET
def statement_csv(request: PersonRequest, month: str) -> HttpResponseBase:
    """Return a month's statement as a table of ids, days and cents; that it was taken goes on record."""
    found = statement(request.actor, month)
    _note(request, found)
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(CSV_COLUMNS)
    for one in found.lines:
        table.writerow(_csv_row(one))
    for one_off in found.set_offs:
        table.writerow(_csv_set_off(one_off))
    return download(text.getvalue().encode(), f"statement-{written(found.month)}.csv")


def _line(one: TracedLine) -> StatementLine:
    session = dateformat.format(one.session.starts_at.astimezone(viewer_zone()), pgettext("date format", "M j, Y"))
    line = one.line
    arrived = line.arrived_on or line.expected_on
    return StatementLine(
        f"{session} · {one.session.offering_name}",
        money(line.gross),
        money(-line.commission),
        money(line.net),
        dateformat.format(arrived, pgettext("date format", "M j, Y")),
    )


def _set_off_line(one: TracedSetOff) -> StatementLine:
    session = dateformat.format(one.session.starts_at.astimezone(viewer_zone()), pgettext("date format", "M j, Y"))
    return StatementLine(
        f"{session} · {_('set off: given back after its payout')}",
        "",
        "",
        money(-one.set_off.amount),
        dateformat.format(one.set_off.on, pgettext("date format", "M j, Y")),
    )


def _csv_row(one: TracedLine) -> tuple[object, ...]:
    line, session = one.line, one.session
    return (
        line.payout_id,
        line.payment_id,
        session.appointment_id,
        session.starts_at.isoformat(),
        line.gross.minor,
        line.commission.minor,
        line.net.minor,
        line.net.currency,
        line.promised_on,
        line.expected_on,
        line.arrived_on or "",
    )


def _csv_set_off(one: TracedSetOff) -> tuple[object, ...]:
    """Return what was set off as a row of its own: an amount that was not sent, without a price or a promise."""
    told, session = one.set_off, one.session
    began, cents = session.starts_at.isoformat(), -told.amount.minor
    ids = (told.payout_id, told.against_id, session.appointment_id)
    return (*ids, began, 0, 0, cents, told.amount.currency, "", told.on, "")


def _title(found: Statement) -> str:
    return _("Statement, %(month)s") % {"month": dateformat.format(found.month, pgettext("date format", "F Y"))}


def _url(name: str, month: date) -> str:
    return reverse(name, kwargs={"month": written(month)})


def _note(request: PersonRequest, found: Statement) -> None:
    month = written(found.month)
    record(request.actor, "payouts.statement.taken", object_kind="statement", object_id=month)
