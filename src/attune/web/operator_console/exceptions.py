"""Exceptions: each thing about money that needs a person, with what mends it or leads to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypedDict
from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from attune.foundation.authorization import may
from attune.foundation.background.dead import dead_jobs
from attune.foundation.background.permissions import READ_DEAD_JOBS
from attune.foundation.clock import now
from attune.payouts.permissions import MEND_MONEY
from attune.payouts.queries.operating import (
    ShownAccount,
    ShownPayment,
    ShownPayout,
    accounts_in_trouble,
    payments_in_trouble,
    payouts_in_trouble,
)
from attune.payouts.rules.problems import Problem
from attune.practices.queries.registry import practice_names
from attune.web.access import PersonRequest
from attune.web.components.actions import Action, Weight
from attune.web.components.formatting import day_of, money, nearness
from attune.web.components.notices import EmptyState
from attune.web.components.tasks import TaskList, TaskRow, Urgency
from attune.web.greetings import viewer_zone
from attune.web.operator_console.money import payment_url, payout_url
from attune.web.payouts.wording import day_in_sentence, failure_in_words
from attune.web.shells import shell_for
from attune.web.todo import open_count
from attune.workflows.mend_money import mend_money

NOTHING: Final = EmptyState(
    gettext_lazy("Nothing needs you"), gettext_lazy("Every payment, refund and payout is on its way or done.")
)


@dataclass(frozen=True, slots=True)
class Words:
    """What is wrong, and what it means."""

    title: str | Promise
    why: str | Promise


WORDS: Final[Mapping[str, Words]] = {
    Problem.FAILED: Words(
        gettext_lazy("A card was declined"),
        gettext_lazy("Nothing was charged and nothing is booked. The patient can try another card."),
    ),
    Problem.NOT_BOOKED: Words(
        gettext_lazy("Paid, and the time was gone"), gettext_lazy("The money is to go back by itself, and has not yet.")
    ),
    Problem.REFUND_OPEN: Words(
        gettext_lazy("A refund hangs"), gettext_lazy("The processor was asked and has not given the money back yet.")
    ),
    Problem.REFUND_FAILED: Words(
        gettext_lazy("A refund failed"),
        gettext_lazy("The processor did not give the money back, such as to a closed card."),
    ),
    Problem.PAYOUT_FAILED: Words(
        gettext_lazy("A payout came back"),
        gettext_lazy("The practice puts its bank details right; it has a task that says so."),
    ),
    Problem.PAYOUT_LATE: Words(
        gettext_lazy("A payout has not arrived"), gettext_lazy("Its promised day is over, or the processor waits.")
    ),
    Problem.ACCOUNT_DUE: Words(
        gettext_lazy("An account has open questions"),
        gettext_lazy("The processor wants to know something of the practice."),
    ),
}


@require_GET
def exceptions(request: PersonRequest) -> HttpResponseBase:
    """List what needs a person, the worst first."""
    rows = list(_rows(request))
    rows[1:] = [replace(one, action=replace(one.action, weight=Weight.SECONDARY)) for one in rows[1:]]
    page = TaskList(_("What needs a person"), tuple(rows), empty=NOTHING, key="exceptions")
    words = {"shell": shell_for(request, counts={"operator_exceptions": open_count(page)}), "tasks": page}
    return TemplateResponse(request, "operator/exceptions.html", words)


@require_POST
def mend(request: PersonRequest, practice_id: UUID) -> HttpResponseBase:
    """Have everything of one practice that hangs looked at again."""
    mend_money(request.actor)
    messages.success(request, _("Asked again. What changes shows here in a moment."))
    return redirect("operator_exceptions")


def _rows(request: PersonRequest) -> Iterator[TaskRow]:
    names, actor = practice_names(request.actor), request.actor
    today = now().astimezone(viewer_zone()).date()
    yield from (_payment_row(request, one, names) for one in payments_in_trouble(actor, now=now()))
    yield from (_payout_row(request, one, names) for one in payouts_in_trouble(actor, today=today))
    yield from (_account_row(request, one, names) for one in accounts_in_trouble(actor))
    if may(actor, READ_DEAD_JOBS) and (dead := len(dead_jobs(actor))):
        yield TaskRow(
            title=_("Jobs that gave up: %(number)d") % {"number": dead},
            why=_("Each waits for a decision."),
            action=Action(_("See the jobs"), reverse("operator_jobs")),
            icon="bolt",
            urgency=Urgency.URGENT,
        )


def _payment_row(request: PersonRequest, one: ShownPayment, names: Mapping[UUID, str]) -> TaskRow:
    words = WORDS[one.problem]
    return TaskRow(
        title=words.title,
        why=_("%(amount)s at %(practice)s. %(why)s")
        % {"amount": money(one.amount), "practice": names.get(one.practice_id, ""), "why": words.why},
        **_ways(request, one.practice_id, payment_url(one), asks=one.problem != Problem.FAILED),
        due=nearness(one.changed_at, now=now(), zone=viewer_zone()),
        icon="money",
        urgency=Urgency.SOON if one.problem == Problem.FAILED else Urgency.URGENT,
    )


def _payout_row(request: PersonRequest, one: ShownPayout, names: Mapping[UUID, str]) -> TaskRow:
    words = WORDS[Problem.PAYOUT_FAILED if one.state == "failed" else Problem.PAYOUT_LATE]
    why = failure_in_words(one.failure_code) if one.failure_code else words.why
    if one.failure_code and one.state == "failed":
        why = f"{why} {words.why}"
    return TaskRow(
        title=words.title,
        why=_("%(amount)s to %(practice)s. %(why)s")
        % {"amount": money(one.amount), "practice": names.get(one.practice_id, ""), "why": why},
        **_ways(request, one.practice_id, payout_url(one), asks=one.state != "failed"),
        due=_("promised for %(day)s") % {"day": day_in_sentence(one.promised_on)},
        icon="swap",
        urgency=Urgency.URGENT,
    )


def _account_row(request: PersonRequest, one: ShownAccount, names: Mapping[UUID, str]) -> TaskRow:
    words = WORDS[Problem.ACCOUNT_DUE]
    told = words.why if one.may_charge else _("Nobody can pay this practice now.")
    return TaskRow(
        title=words.title,
        why=_("%(practice)s. %(why)s") % {"practice": names.get(one.practice_id, ""), "why": told},
        action=_mends(request, one.practice_id)
        or Action(_("See the practice"), reverse("operator_practice", kwargs={"practice_id": one.practice_id})),
        due=day_of(one.deadline_at, now=now(), zone=viewer_zone()) if one.deadline_at else "",
        icon="shield",
        urgency=Urgency.SOON,
    )


class _Ways(TypedDict):
    """The action of a row, and the quiet one beside it."""

    action: Action
    other: Action | None


def _ways(request: PersonRequest, practice_id: UUID, url: str, *, asks: bool) -> _Ways:
    """Return asking with following beside it; following alone where asking mends nothing, or for who may not."""
    mends = _mends(request, practice_id) if asks else None
    if mends is None:
        return _Ways(action=Action(_("Follow it"), url), other=None)
    return _Ways(action=mends, other=Action(_("Follow it"), url, Weight.QUIET))


def _mends(request: PersonRequest, practice_id: UUID) -> Action | None:
    if not may(request.actor, MEND_MONEY):
        return None
    url = reverse("operator_mend_money", kwargs={"practice_id": practice_id})
    return Action(_("Ask the processor again"), url, Weight.PRIMARY, posts=True)
