"""Money on home pages: what a provider gets next, and what of it the operators have to mend."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attune.foundation.authorization import may
from attune.foundation.clock import now
from attune.payouts.permissions import OPERATE_MONEY, SEE_OWN_EARNINGS
from attune.payouts.queries.operating import accounts_in_trouble, payments_in_trouble, payouts_in_trouble
from attune.web.access import PersonRequest
from attune.web.components.actions import Action
from attune.web.components.figures import Figure
from attune.web.components.formatting import calendar_day, money
from attune.web.components.tasks import TaskRow, Urgency
from attune.web.greetings import viewer_zone
from attune.workflows.earnings import EarningState, own_earnings, summed


def next_payout(request: PersonRequest) -> Iterator[Figure]:
    """Yield the next sum with its day, and what is promised in all."""
    if not may(request.actor, SEE_OWN_EARNINGS):
        return
    earned, today = own_earnings(request.actor), now().astimezone(viewer_zone()).date()
    if earned.next_day is not None:
        amount = summed(one.net for one in earned.next_sessions) - earned.next_set_off
        yield Figure(_("Your next payout"), money(amount), calendar_day(earned.next_day, today=today), is_phi=True)
    promised = earned.total(EarningState.PROMISED, EarningState.ON_ITS_WAY)
    if promised.minor:
        yield Figure(_("Promised in all"), money(promised), is_phi=True)


def money_to_mend(request: PersonRequest) -> Iterator[TaskRow]:
    """Yield what of the money needs a person, each with the page that mends it."""
    if not may(request.actor, OPERATE_MONEY):
        return
    moment = now()
    payments = len(payments_in_trouble(request.actor, now=moment))
    payouts = len(payouts_in_trouble(request.actor, today=moment.date()))
    accounts = len(accounts_in_trouble(request.actor))
    told = (
        (payments, ngettext("%(number)d payment hangs", "%(number)d payments hang", payments)),
        (payouts, ngettext("%(number)d payout did not arrive", "%(number)d payouts did not arrive", payouts)),
        (accounts, ngettext("%(number)d account must tell more", "%(number)d accounts must tell more", accounts)),
    )
    for number, words in told:
        if number:
            yield TaskRow(
                title=words % {"number": number},
                why=_("Somebody waits for money, or cannot be charged."),
                action=Action(_("Mend it"), reverse("operator_exceptions")),
                icon="money",
                urgency=Urgency.URGENT,
            )
