"""The payout run of one practice: what was earned and is due becomes a payout, written down before it is sent."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.background import later
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.kernel.money import Money
from attune.ledger.queries.book import Payable, balance, payable, receivables
from attune.ledger.rules.entry import Account, AccountKind
from attune.payouts.actions.project import project_payout
from attune.payouts.actions.settle_payout import set_off_whole, show_gone_on
from attune.payouts.models import ConnectedAccount, Payout, PayoutLine, PayoutSetOff
from attune.payouts.permissions import SEND_PAYOUT
from attune.payouts.rules.policy import PayoutPolicy
from attune.payouts.rules.promise import bank_day, expected_on, is_run_on
from attune.payouts.rules.set_off import SetOff, set_off

SETTLE = "payouts.settle_payout"


@transaction.atomic
def prepare_payout(actor: Actor) -> UUID | None:
    """Prepare what the scope's practice is owed and can still be paid by its promised day; return the payout's id.

    None where banks rest today, nothing is due, or the account may not pay out: then everything waits for the next
    run. What was given back after its own payout is set off. A job sends the rest after the commit; where nothing is
    left, the payout is over. Runs of one practice wait for one another. Raises NotPermitted.
    """
    authorize(actor, SEND_PAYOUT)
    decided = policy(PayoutPolicy)
    today = bank_day(now(), decided)
    if not is_run_on(today):
        return None
    account = ConnectedAccount.objects.select_for_update().first()
    if account is None or not account.may_pay_out:
        return None
    arrives_on = expected_on(today, decided)
    due = _due(actor, arrives_on)
    if not due:
        return None
    taken_off = set_off([(one.payment_id, one.amount) for one in due], _owing(actor))
    left = sum(one.amount.minor for one in due) - sum(one.amount.minor for one in taken_off)
    payout = Payout.objects.create(
        amount_minor=left,
        state=Payout.State.PREPARED if left else Payout.State.SET_OFF,
        currency=due[0].amount.currency,
        promised_on=min(one.due_on for one in due),
        expected_on=arrives_on if left else today,
        arrived_on=None if left else today,
        prepared_at=now(),
    )
    _write_lines(actor, payout, due, taken_off)
    record(actor, f"payouts.payout.{payout.state}", object_kind="payout", object_id=payout.id)
    if left:
        later(SETTLE, payout.id, only_one_waiting=True)
    else:
        set_off_whole(actor, payout)
    project_payout(actor, payout)
    show_gone_on(actor, payout)
    return payout.id


def _write_lines(actor: Actor, payout: Payout, due: Sequence[Payable], taken_off: Sequence[SetOff]) -> None:
    PayoutLine.objects.bulk_create(_line(actor, payout, one) for one in due)
    PayoutSetOff.objects.bulk_create(
        PayoutSetOff(payout=payout, payment_id=one.payment_id, against_id=one.against_id, amount_minor=one.amount.minor)
        for one in taken_off
    )


def _owing(actor: Actor) -> list[tuple[UUID, Money]]:
    """Return what is to be set off, the oldest first, without what a payout that is not sent yet takes already."""
    planned: Counter[UUID] = Counter()
    for one in PayoutSetOff.objects.filter(payout__state=Payout.State.PREPARED):
        planned[one.against_id] += one.amount_minor
    owed = [(one.payment_id, one.amount - Money(planned[one.payment_id])) for one in receivables(actor)]
    return [(payment_id, amount) for payment_id, amount in owed if amount.minor > 0]


def _due(actor: Actor, arrives_on: date) -> list[Payable]:
    """Return what is due by a day and stands in no payout that is under way."""
    taken = set(PayoutLine.objects.filter(is_live=True).values_list("payment_id", flat=True))
    return list(payable(actor, arrives_on, without=taken))


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
