"""Payments and payouts of all practices, as the operators see them: ids, amounts, states; nobody's name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from attune.foundation.clock import now
from attune.payouts.queries.operating import (
    ShownPayment,
    ShownPayout,
    payment_sums,
    payout_sums,
    shown_payments,
    shown_payouts,
)
from attune.practices.queries.registry import practice_names
from attune.web.access import PersonRequest
from attune.web.components.figures import Figure
from attune.web.components.formatting import money, when
from attune.web.components.long_lists import read_place, written_place
from attune.web.components.notices import Badge, EmptyState, Tone
from attune.web.components.steps import Tab
from attune.web.components.tables import Cell, Column, Pagination, Row, Table
from attune.web.greetings import viewer_zone
from attune.web.payouts.wording import PAYOUT_STATES, day_in_words, failure_in_words
from attune.web.shells import shell_for

PAYMENT_STATES: Final[Mapping[str, Badge]] = {
    "requested": Badge(gettext_lazy("Asked for")),
    "awaiting_card": Badge(gettext_lazy("Waits for a card")),
    "awaiting_bank": Badge(gettext_lazy("Waits for the bank"), Tone.NOTE),
    "processing": Badge(gettext_lazy("Being charged"), Tone.NOTE),
    "succeeded": Badge(gettext_lazy("Paid"), Tone.GOOD),
    "canceled": Badge(gettext_lazy("Given up")),
}
PAYMENT_VIEWS: Final[Mapping[str, str | Promise]] = {
    "": gettext_lazy("All"),
    "succeeded": gettext_lazy("Paid"),
    "processing": gettext_lazy("Being charged"),
    "canceled": gettext_lazy("Given up"),
}
PAYOUT_VIEWS: Final[Mapping[str, str | Promise]] = {
    "": gettext_lazy("All"),
    "sent": gettext_lazy("On its way"),
    "arrived": gettext_lazy("Arrived"),
    "set_off": gettext_lazy("Set off"),
    "failed": gettext_lazy("Came back"),
}
ON_A_PAGE: Final = 50
NO_PAYMENT: Final = EmptyState(
    gettext_lazy("No payment here"), gettext_lazy("Payments stand here from their first answer on.")
)
NO_PAYOUT: Final = EmptyState(gettext_lazy("No payout here"), gettext_lazy("Payouts stand here once they are made."))


@dataclass(frozen=True, slots=True)
class MoneyList:
    """A list with what it comes to. ``only`` names the one practice it is about, if it is."""

    title: str
    subtitle: str
    views: tuple[Tab, ...]
    figures: tuple[Figure, ...]
    table: Table | None
    pages: Pagination | None
    empty: EmptyState
    only: str
    all_url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows of a list are wanted, and after which of them its page begins."""

    state: str
    practice_id: UUID | None
    before: tuple[datetime, UUID] | None


@require_GET
def payments(request: PersonRequest) -> HttpResponseBase:
    """List payments with what they come to."""
    asked = _asked(request, PAYMENT_VIEWS)
    one_more = shown_payments(
        request.actor,
        state=asked.state,
        practice_id=asked.practice_id,
        before=asked.before,
        limit=ON_A_PAGE + 1,
    )
    found = one_more[:ON_A_PAGE]
    following = written_place(found[-1].asked_at, found[-1].payment_id) if len(one_more) > ON_A_PAGE else ""
    sums = payment_sums(request.actor, state=asked.state, practice_id=asked.practice_id)
    names = practice_names(request.actor)
    page = MoneyList(
        title=_("Payments"),
        subtitle=_("Of all practices, the latest first. What was booked and for whom is the practice’s alone."),
        views=_views(request, PAYMENT_VIEWS, asked),
        figures=(
            Figure(_("Payments"), f"{sums.count:,}"),
            Figure(_("Paid"), money(sums.paid)),
            Figure(_("Given back"), money(sums.refunded)),
            Figure(_("Commission"), money(sums.commission)),
        ),
        table=_payments_table(request, found, names) if found else None,
        pages=_pages(request, asked, following),
        empty=NO_PAYMENT,
        only=names.get(asked.practice_id, "") if asked.practice_id else "",
        all_url=request.path,
    )
    return TemplateResponse(request, "operator/money.html", {"shell": shell_for(request), "page": page})


@require_GET
def payouts(request: PersonRequest) -> HttpResponseBase:
    """List payouts with what they come to."""
    asked = _asked(request, PAYOUT_VIEWS)
    one_more = shown_payouts(
        request.actor,
        state=asked.state,
        practice_id=asked.practice_id,
        before=asked.before,
        limit=ON_A_PAGE + 1,
    )
    found = one_more[:ON_A_PAGE]
    following = written_place(found[-1].prepared_at, found[-1].payout_id) if len(one_more) > ON_A_PAGE else ""
    sums = payout_sums(request.actor, state=asked.state, practice_id=asked.practice_id)
    names = practice_names(request.actor)
    together = "" if asked.state else _("without those that came back")
    page = MoneyList(
        title=_("Payouts"),
        subtitle=_("Of all practices, the latest prepared first, each with the day it was promised for."),
        views=_views(request, PAYOUT_VIEWS, asked),
        figures=(Figure(_("Payouts"), f"{sums.count:,}"), Figure(_("Together"), money(sums.amount), together)),
        table=_payouts_table(request, found, names) if found else None,
        pages=_pages(request, asked, following),
        empty=NO_PAYOUT,
        only=names.get(asked.practice_id, "") if asked.practice_id else "",
        all_url=request.path,
    )
    return TemplateResponse(request, "operator/money.html", {"shell": shell_for(request), "page": page})


def payment_url(one: ShownPayment) -> str:
    """Return where a payment is followed from its booking to the bank."""
    return reverse("operator_payment", kwargs={"practice_id": one.practice_id, "payment_id": one.payment_id})


def payout_url(one: ShownPayout) -> str:
    """Return where a payout's lines stand."""
    return reverse("operator_payout", kwargs={"practice_id": one.practice_id, "payout_id": one.payout_id})


def _payments_table(request: PersonRequest, found: tuple[ShownPayment, ...], names: Mapping[UUID, str]) -> Table:
    columns = (
        Column(_("Asked")),
        Column(_("Practice")),
        Column(_("Amount"), is_number=True),
        Column(_("Given back"), is_number=True),
        Column(_("Commission"), is_number=True),
        Column(_("State")),
    )
    rows = tuple(
        Row(
            (
                Cell(when(one.asked_at, now=now(), zone=viewer_zone()), url=payment_url(one)),
                Cell(names.get(one.practice_id, ""), url=_only(request, one.practice_id)),
                Cell(money(one.amount)),
                Cell(money(one.refunded)),
                Cell(money(one.commission)),
                Cell(badge=PAYMENT_STATES[one.state]),
            )
        )
        for one in found
    )
    return Table(_("Payments"), columns, rows)


def _payouts_table(request: PersonRequest, found: tuple[ShownPayout, ...], names: Mapping[UUID, str]) -> Table:
    columns = (
        Column(_("Promised")),
        Column(_("Practice")),
        Column(_("Payments"), is_number=True),
        Column(_("Amount"), is_number=True),
        Column(_("State")),
    )
    rows = tuple(
        Row(
            (
                Cell(day_in_words(one.promised_on), url=payout_url(one)),
                Cell(names.get(one.practice_id, ""), url=_only(request, one.practice_id)),
                Cell(str(one.line_count)),
                Cell(money(one.amount)),
                Cell(badge=PAYOUT_STATES[one.state], under=_told(one)),
            )
        )
        for one in found
    )
    return Table(_("Payouts"), columns, rows)


def _told(one: ShownPayout) -> str:
    return failure_in_words(one.failure_code) if one.failure_code else day_in_words(one.arrived_on or one.expected_on)


def _asked(request: PersonRequest, views: Mapping[str, object]) -> Asked:
    """Return the chosen state, practice and place; what cannot be read is not chosen."""
    state = request.GET.get("state", "")
    try:
        practice_id = UUID(request.GET.get("practice", ""))
    except ValueError:
        practice_id = None
    try:
        before = read_place(request.GET.get("before", ""))
    except ValueError:
        before = None
    return Asked(state if state in views else "", practice_id, before)


def _views(request: PersonRequest, views: Mapping[str, str | Promise], asked: Asked) -> tuple[Tab, ...]:
    return tuple(
        Tab(label, _address(request, state, asked.practice_id), is_current=state == asked.state)
        for state, label in views.items()
    )


def _pages(request: PersonRequest, asked: Asked, following: str) -> Pagination | None:
    if not following and asked.before is None:
        return None
    return Pagination(
        summary=_("Newest first"),
        before_url=_address(request, asked.state, asked.practice_id, following) if following else "",
        after_url=_address(request, asked.state, asked.practice_id) if asked.before else "",
    )


def _only(request: PersonRequest, practice_id: UUID) -> str:
    return _address(request, "", practice_id)


def _address(request: PersonRequest, state: str, practice_id: UUID | None, before: str = "") -> str:
    told = {"state": state, "practice": str(practice_id or ""), "before": before}
    return f"{request.path}?{urlencode({name: value for name, value in told.items() if value})}"
