"""A refund that came after its payout: what went to the bank too much is entered with its day, to be set off."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.ledger.actions.post import post
from attune.ledger.queries.book import entries, paid_out_too_much
from attune.ledger.rules.entry import Account, AccountKind, EntryKind, Transfer
from attune.payouts.permissions import SEND_PAYOUT
from attune.payouts.rules.policy import PayoutPolicy
from attune.payouts.rules.promise import bank_day


@transaction.atomic
def note_receivable(actor: Actor, payment_id: UUID) -> None:
    """Enter what more went to the bank for a payment than stays of it; nothing where that is so already or not at all.

    Raises NotPermitted.
    """
    authorize(actor, SEND_PAYOUT)
    # Counted before it is measured: of two at once, the later one enters the same, or nothing.
    number = 1 + len(entries(actor, reference=payment_id, kinds=[EntryKind.RECEIVABLE]))
    amount = paid_out_too_much(actor, payment_id)
    if not amount.minor:
        return
    owing, bank = Account(AccountKind.REFUND_RECEIVABLE, payment_id), Account(AccountKind.BANK, payment_id)
    post(
        actor,
        key=f"receivable:{payment_id}:{number}",
        kind=EntryKind.RECEIVABLE,
        transfers=[Transfer(owing, bank, amount)],
        reference=payment_id,
        due_on=bank_day(now(), policy(PayoutPolicy)),
    )
    record(actor, "payouts.receivable.noted", object_kind="payment", object_id=payment_id)
