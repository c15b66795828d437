"""Earnings: what each session brings and on which day, for providers and for whoever runs the practice's money."""

from dataclasses import dataclass, replace

from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from attune.foundation.authorization import may
from attune.foundation.clock import now
from attune.payouts.permissions import SEE_PAYOUTS
from attune.payouts.queries.account import account_of
from attune.payouts.queries.payouts import payouts
from attune.payouts.rules.months import written
from attune.web.access import Area, PersonRequest
from attune.web.components.actions import Action, Weight
from attune.web.components.figures import Figure
from attune.web.components.formatting import money
from attune.web.components.money import MoneyLine, MoneySum
from attune.web.components.notices import Alert, EmptyState
from attune.web.components.steps import Tab
from attune.web.components.tables import Table
from attune.web.greetings import viewer_zone
from attune.web.payouts.account import standing
from attune.web.payouts.tables import payouts_table, sessions_table
from attune.web.payouts.wording import day_in_sentence, day_in_words
from attune.web.shells import is_open_to, shell_for
from attune.workflows.earnings import Earning, Earnings, EarningState, own_earnings, practice_earnings, summed

SHOWN_PAYOUTS = 12
NOTHING_YET = EmptyState(
    gettext_lazy("Nothing is booked"),
    gettext_lazy("Each session stands here from its booking on, with what you get and on which day."),
)
NOTHING_PAID = EmptyState(
    gettext_lazy("Nothing has arrived yet"), gettext_lazy("What has arrived at the bank stands here with its day.")
)


@dataclass(frozen=True, slots=True)
class NextPayout:
    """The day, the sum, and how it comes about."""

    heading: str
    amount: str
    told: str
    sum: MoneySum


@dataclass(frozen=True, slots=True)
class EarningsPage:
    """What comes next, what waits, and every session."""

    title: str
    subtitle: str
    actions: tuple[Action, ...]
    alert: Alert | None
    next: NextPayout | None
    figures: tuple[Figure, ...]
    tabs: tuple[Tab, ...]
    sessions: Table | None
    empty: EmptyState
    payouts: Table | None = None


@require_GET
def earnings(request: PersonRequest) -> HttpResponseBase:
    """Show what the provider's own sessions earn."""
    page = _page(
        request,
        own_earnings(request.actor),
        title=_("Earnings"),
        subtitle=_("Every session shows what you get and on which day, from the moment it is booked."),
    )
    return TemplateResponse(request, "payouts/earnings.html", {"shell": shell_for(request), "page": page})


@require_GET
def finances(request: PersonRequest) -> HttpResponseBase:
    """Show what the practice earns, and its payouts."""
    found = payouts(request.actor, limit=SHOWN_PAYOUTS)
    page = _page(
        request,
        practice_earnings(request.actor),
        title=_("Finances"),
        subtitle=_("Every session from its booking to your bank, and back."),
        payouts_shown=payouts_table(found) if found else None,
    )
    return TemplateResponse(request, "payouts/earnings.html", {"shell": shell_for(request), "page": page})


def _page(
    request: PersonRequest,
    found: Earnings,
    *,
    title: str,
    subtitle: str,
    payouts_shown: Table | None = None,
) -> EarningsPage:
    is_paid = request.GET.get("show") == "arrived"
    shown = [one for one in found.sessions if (one.state is EarningState.ARRIVED) is is_paid]
    ordered = shown if is_paid else shown[::-1]
    taken_off = [one for one in found.taken_off if one.has_arrived is is_paid]
    is_practices = request.area is Area.PRACTICE
    return EarningsPage(
        title=title,
        subtitle=subtitle,
        actions=_statements(request),
        alert=_alert(request),
        next=_next(found),
        figures=(*_figures(found), *_owed_figure(found)),
        tabs=(
            Tab(_("Not yet paid out"), request.path, is_current=not is_paid),
            Tab(_("Paid out"), f"{request.path}?show=arrived", is_current=is_paid),
        ),
        sessions=sessions_table(request, ordered, taken_off, names_provider=is_practices)
        if ordered or taken_off
        else None,
        empty=NOTHING_PAID if is_paid else NOTHING_YET,
        payouts=payouts_shown,
    )


def _next(found: Earnings) -> NextPayout | None:
    coming, on = found.next_sessions, found.next_day
    if on is None:
        return None
    gross, commission = summed(one.gross for one in coming), summed(one.commission for one in coming)
    set_off = found.next_set_off
    net = money(gross - commission - set_off)
    lines = [
        MoneyLine(_sessions(coming), money(gross), is_phi=True),
        MoneyLine(_("Platform"), money(-commission), is_phi=True),
    ]
    if set_off.minor:
        lines.append(MoneyLine(_("Set off: given back after its payout"), money(-set_off), is_phi=True))
    return NextPayout(
        heading=_("Next payout: %(day)s") % {"day": day_in_words(on)},
        amount=net,
        told=_("At your bank by the end of that day."),
        sum=MoneySum(tuple(lines), MoneyLine(_("You get"), net, is_phi=True)),
    )


def _sessions(found: tuple[Earning, ...]) -> str:
    return ngettext("%(number)d session", "%(number)d sessions", len(found)) % {"number": len(found)}


def _figures(found: Earnings) -> tuple[Figure, ...]:
    told = (
        (EarningState.ON_ITS_WAY, _("On its way to the bank"), _("sent, and not arrived")),
        (EarningState.WAITS, _("Waits for something"), _("each session says for what")),
        (EarningState.PROMISED, _("Promised"), _("of sessions booked or held, after commission")),
    )
    return tuple(Figure(label, money(found.total(state)), why, is_phi=True) for state, label, why in told)


def _owed_figure(found: Earnings) -> tuple[Figure, ...]:
    """Return what the next payouts are smaller by, and since when; nothing where nothing is."""
    owed = found.owed
    if not owed:
        return ()
    since = _("given back after it was paid out, since %(day)s") % {"day": day_in_sentence(owed[0].day)}
    return (
        Figure(_("Set off against the next payouts"), money(summed(one.amount for one in owed)), since, is_phi=True),
    )


def _statements(request: PersonRequest) -> tuple[Action, ...]:
    if not may(request.actor, SEE_PAYOUTS) or request.area is not Area.PRACTICE:
        return ()
    month = now().astimezone(viewer_zone()).date().replace(day=1)
    statements = Action(
        _("Statements"), reverse("practice_statement", kwargs={"month": written(month)}), Weight.SECONDARY
    )
    if not is_open_to(request, "practice_account"):
        return (statements,)
    return statements, Action(_("Account"), reverse("practice_account"), Weight.QUIET)


def _alert(request: PersonRequest) -> Alert | None:
    """Say what the account waits for, as its page does; None where payouts arrive, or another looks after it."""
    if not is_open_to(request, "practice_account"):
        return None
    account = account_of(request.actor)
    if account is not None and account.may_pay_out and not account.came_back:
        return None
    label = _("See what is asked") if account is not None and account.asked else _("See the account")
    return replace(standing(account), actions=(Action(label, reverse("practice_account"), Weight.PRIMARY),))
