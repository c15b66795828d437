"""What booking refuses, in words, and the way on from there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attune.credentialing.rules.clearance import Reason
from attune.kernel.money import Money
from attune.kernel.us_states import US_STATES
from attune.scheduling.rules.policy import CancellationPolicy
from attune.web.components.formatting import money

ABOUT_THE_STATE = frozenset(
    {
        Reason.STATE_UNKNOWN,
        Reason.STATE_NOT_AUTHORIZED,
        Reason.LICENSE_MISSING,
        Reason.LICENSE_OF_WRONG_KIND,
        Reason.LICENSE_NOT_ACTIVE,
        Reason.LICENSE_NOT_BEGUN,
        Reason.LICENSE_EXPIRED,
    }
)
"""Reasons that another provider, or another state, may not share."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What canceling costs, in words, before and after the deadline."""

    free: str
    late: str


def terms_in_words(
    policy: CancellationPolicy, price: Money, *, starts_at: datetime, zone: ZoneInfo, now: datetime
) -> Terms:
    """Return what moving and canceling cost and until when, in a viewer's zone; so late that it is past, that too."""
    fee = money(price.share(policy.late_fee_bps))
    if policy.late_fee_bps == 0 or price.minor == 0:
        return Terms(_("Free to move or cancel until it starts."), "")
    until = deadline_in_words(policy, starts_at=starts_at, zone=zone)
    told = {"until": until, "fee": fee}
    if not policy.is_free(starts_at=starts_at, now=now):
        return Terms(_("Once booked, canceling costs %(fee)s.") % told, _("It was free until %(until)s.") % told)
    return Terms(_("Free to move or cancel until %(until)s.") % told, _("After that the fee is %(fee)s.") % told)


def deadline_in_words(policy: CancellationPolicy, *, starts_at: datetime, zone: ZoneInfo) -> str:
    """Return until when canceling is free, with the day's whole name."""
    return dateformat.format(policy.free_until(starts_at).astimezone(zone), pgettext("date format", "l, F j, g:i A"))


def is_about_the_state(reasons: Collection[object]) -> bool:
    """Return whether every reason goes away with another state, or another provider."""
    return bool(reasons) and all(reason in ABOUT_THE_STATE for reason in reasons)


def not_cleared_in_words(reasons: Collection[object], *, provider_name: str, state: str) -> str:
    """Return why a provider may not see somebody who is in this state."""
    told = {"name": provider_name, "state": US_STATES.get(state, state)}
    if Reason.SEES_NO_MINORS in reasons:
        return _("%(name)s sees adults only.") % told
    if is_about_the_state(reasons):
        return _("%(name)s may not see people who are in %(state)s: no license for that state covers this day.") % told
    return _("%(name)s cannot be booked at the moment.") % told
