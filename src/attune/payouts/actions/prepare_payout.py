"""The payout run of one practice: what was earned and is due becomes a payout, written down before it is sent."""

from datetime import date
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.background import later
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.ledger.queries.book import Payable, balance, payable
from attune.ledger.rules.entry import Account, AccountKind
from attune.payouts.actions.project import project_payout
from attune.payouts.models import ConnectedAccount, Payout, PayoutLine
from attune.payouts.permissions import SEND_PAYOUT
from attune.payouts.rules.policy import PayoutPolicy
from attune.payouts.rules.promise import bank_day, expected_on, is_run_on

SETTLE = "payouts.settle_payout"


@transaction.atomic
def prepare_payout(actor: Actor) -> UUID | None:
    """Prepare what the scope's practice is owed and can still be paid by its promised day; return the payout's id.

    None where banks rest today, nothing is due, or the account may not pay out: then everything waits for the next
    run. A job sends it after the commit. Runs of one practice wait for one another. Raises NotPermitted.
    """
    authorize(actor, SEND_PAYOUT)
    decided = policy(PayoutPolicy)
    today = bank_day(now(), decided)
    account = ConnectedAccount.objects.select_for_update().first()
    if not is_run_on(today) or account is None or not account.may_pay_out:
        return None
    arrives_on = expected_on(today, decided)
    due = _due(actor, arrives_on)
    if not due:
        return None
    payout = Payout.objects.create(
        amount_minor=sum(one.amount.minor for one in due),
        currency=due[0].amount.currency,
        promised_on=min(one.due_on for one in due),
        expected_on=arrives_on,
        prepared_at=now(),
    )
    PayoutLine.objects.bulk_create(_line(actor, payout, one) for one in due)
    record(actor, "payouts.payout.prepared", object_kind="payout", object_id=payout.id)
    project_payout(actor, payout)
    later(SETTLE, payout.id, only_one_waiting=True)
    return payout.id


def _due(actor: Actor, arrives_on: date) -> list[Payable]:
    """Return what is due by a day and stands in no payout that is under way."""
    taken = set(PayoutLine.objects.filter(is_live=True).values_list("payment_id", flat=True))
    return [one for one in payable(actor, arrives_on) if one.payment_id not in taken]


def _line(actor: Actor, payout: Payout, due: Payable) -> PayoutLine:
    commission = balance(actor, Account(AccountKind.PLATFORM_FEE, due.payment_id), currency=due.amount.currency)
    return PayoutLine(
        payout=payout,
        payment_id=due.payment_id,
        gross_minor=due.amount.minor + commission.minor,
        commission_minor=commission.minor,
        net_minor=due.amount.minor,
        promised_on=due.due_on,
    )
