"""The words of earnings and payouts: four states for whom it goes to, and why something waits."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attune.foundation.clock import now
from attune.payouts.queries.payouts import PayoutFacts
from attune.web.components.formatting import date_within, day
from attune.web.components.money import PAYOUT_BADGES, PayoutState
from attune.web.components.notices import Badge, Tone
from attune.web.greetings import viewer_zone
from attune.workflows.earnings import Earning, WaitsFor

WAITING: Final[Mapping[WaitsFor, str | Promise]] = {
    WaitsFor.ACCOUNT: gettext_lazy("The processor wants to know something"),
    WaitsFor.ATTENDANCE: gettext_lazy("Say whether the session took place"),
    WaitsFor.BANK: gettext_lazy("Sent again on the next business day"),
}
PAYOUT_STATES: Final[Mapping[str, Badge]] = {
    "prepared": Badge(gettext_lazy("Being sent"), Tone.NOTE),
    "sent": PAYOUT_BADGES[PayoutState.ON_ITS_WAY],
    "arrived": PAYOUT_BADGES[PayoutState.ARRIVED],
    "set_off": Badge(gettext_lazy("Set off"), Tone.NOTE),
    "failed": Badge(gettext_lazy("Came back"), Tone.DANGER),
}
ENDED_OTHERWISE: Final[Mapping[str, str | Promise]] = {
    "failed": gettext_lazy("No: it came back"),
    "set_off": gettext_lazy("Nothing was sent"),
}
"""What a payout that does not arrive has in the place of the day."""
FAILURES: Final[Mapping[str, str | Promise]] = {
    "account_closed": gettext_lazy("The bank account is closed."),
    "account_frozen": gettext_lazy("The bank account is frozen."),
    "no_account": gettext_lazy("The bank does not know the account."),
    "debit_not_authorized": gettext_lazy("The bank does not allow it."),
    "insufficient_funds": gettext_lazy("Too little was available."),
    "balance_insufficient": gettext_lazy("Too little is available yet; it is tried again every few minutes."),
}


def badge_of(earning: Earning) -> Badge:
    """Return how what a session earns stands."""
    return PAYOUT_BADGES[PayoutState(earning.state.value)]


def day_or_reason(earning: Earning) -> str:
    """Return the day it arrives or did, or why it waits."""
    return str(WAITING[earning.waits_for]) if earning.waits_for else day_in_words(earning.day)


def arrival_in_words(payout: PayoutFacts) -> str:
    """Return the day a payout arrived, else that it has not, or will not."""
    if payout.state in ENDED_OTHERWISE:
        return str(ENDED_OTHERWISE[payout.state])
    return day_in_words(payout.arrived_on) if payout.arrived_on else _("Not yet")


def day_in_words(value: date) -> str:
    """Return a day as the viewer reads it."""
    return day(value, today=now().astimezone(viewer_zone()).date())


def day_in_sentence(value: date) -> str:
    """Return a day as the viewer reads it in the middle of a sentence."""
    return date_within(value, today=now().astimezone(viewer_zone()).date())


def failure_in_words(code: str) -> str:
    """Return why a payout came back, or was not taken."""
    return str(FAILURES.get(code, _("The bank gave no reason we know.")))
