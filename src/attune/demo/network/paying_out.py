"""What a practice earned goes to its bank, as the product's own round does several times a day; here once."""

from datetime import date, datetime, timedelta
from uuid import UUID

from attune.foundation.authorization import system_actor
from attune.foundation.background import Call
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import scope
from attune.kernel.business_days import add_business_days
from attune.payouts.actions.prepare_payout import prepare_payout
from attune.payouts.jobs import settle_payout
from attune.payouts.queries.payouts import PayoutFacts, payouts
from attune.payouts.rules.policy import PayoutPolicy
from attune.payouts.rules.promise import bank_day, promised_on

LATELY = timedelta(days=10)
"""What was to arrive before is over."""


def pay_out(practice_id: UUID) -> None:
    """Prepare what is due today, send it, and learn of what was to arrive by today whether it has."""
    today, actor = bank_day(now(), policy(PayoutPolicy)), system_actor(practice_id)
    with scope(practice_id):
        prepare_payout(actor)
        moving = [one.payout_id for one in payouts(actor, since=today - LATELY) if _moves(one, today)]
    for payout_id in moving:
        settle_payout.work(Call(practice_id=practice_id, reference=payout_id))


def paydays(ends_at: datetime) -> tuple[date, date]:
    """Return when what a session earns that ends then is sent, and when it has arrived."""
    decided = policy(PayoutPolicy)
    released = add_business_days(bank_day(ends_at, decided), decided.release_after_business_days)
    return released, promised_on(ends_at, decided)


def _moves(payout: PayoutFacts, today: date) -> bool:
    """Return whether the processor has something to do or to tell: on the days between, a payout is on its way."""
    return payout.state == "prepared" or (payout.state == "sent" and payout.expected_on <= today)
