"""A month's statement: every session whose money arrived in it, or was on its way at its end."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.kernel.money import Money
from attune.payouts.errors import NoSuchStatement
from attune.payouts.permissions import SEE_PAYOUTS
from attune.payouts.queries.payouts import payouts_between
from attune.payouts.rules.months import month_after, month_or_none
from attune.payouts.rules.policy import PayoutPolicy
from attune.payouts.rules.promise import bank_day
from attune.workflows.earnings import TracedLine, TracedSetOff, summed, traced_lines, traced_set_offs


@dataclass(frozen=True, slots=True)
class Statement:
    """The lines of a month's payouts, by the day of arrival, what was set off, and what they come to."""

    month: date
    lines: tuple[TracedLine, ...]
    set_offs: tuple[TracedSetOff, ...]
    """What was given back after its payout, and came out of this month's."""

    @property
    def gross(self) -> Money:
        """What patients paid and was kept."""
        return summed(one.line.gross for one in self.lines)

    @property
    def commission(self) -> Money:
        """What of it was the platform's."""
        return summed(one.line.commission for one in self.lines)

    @property
    def set_off(self) -> Money:
        """What of it was not sent, as it had been before and was given back."""
        return summed(one.set_off.amount for one in self.set_offs)

    @property
    def net(self) -> Money:
        """What went to the bank."""
        return summed(one.line.net for one in self.lines) - self.set_off


def statement(actor: Actor, month: str) -> Statement:
    """Return the statement of a month written as 2027-03. A payout that failed is on none.

    Raises NotPermitted, or NoSuchStatement where the text is no month or the month lies ahead.
    """
    authorize(actor, SEE_PAYOUTS)
    first = month_or_none(month)
    if first is None or first > bank_day(now(), policy(PayoutPolicy)):
        raise NoSuchStatement
    found: list[UUID] = [one.payout_id for one in payouts_between(actor, first, month_after(first))]
    lines = [line for payout_id in found for line in traced_lines(actor, payout_id)]
    set_offs = [one for payout_id in found for one in traced_set_offs(actor, payout_id)]
    return Statement(first, tuple(lines), tuple(set_offs))
