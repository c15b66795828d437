"""What the processor says of a payout becomes ours: sent, arrived, or given back."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, Role, authorize
from attune.foundation.clock import now
from attune.foundation.facts import record_fact
from attune.foundation.policies import policy
from attune.kernel.business_days import add_business_days
from attune.kernel.money import Money
from attune.ledger.actions.post import post
from attune.ledger.rules.entry import Account, AccountKind, EntryKind, transfers_of
from attune.payouts import gateways
from attune.payouts.actions.note_receivable import note_receivable
from attune.payouts.actions.project import project_mended, project_payout
from attune.payouts.errors import NoSuchPayout
from attune.payouts.facts import PAYOUT_CHANGED
from attune.payouts.models import Payout, PayoutLine, PayoutSetOff
from attune.payouts.permissions import SEND_PAYOUT
from attune.payouts.rules.policy import PayoutPolicy
from attune.payouts.rules.promise import bank_day
from attune.payouts.task_kinds import MEND_BANK
from attune.worklist.actions.end_task import settle_task
from attune.worklist.actions.open_task import open_task

GIVEN_BACK = frozenset({gateways.PayoutState.FAILED, gateways.PayoutState.CANCELED})
PROCESSOR = Account(AccountKind.PROCESSOR)
Wanted = tuple[Account, Account, Money]


@transaction.atomic
def keep_payout(actor: Actor, payout_id: UUID, found: gateways.ProcessorPayout) -> None:
    """Apply what the processor says of a payout now. Said twice, or late, it changes nothing.

    Raises NotPermitted or NoSuchPayout.
    """
    authorize(actor, SEND_PAYOUT)
    row = _locked(payout_id)
    before = row.state
    if row.state == Payout.State.PREPARED:
        _send(actor, row, found)
    if row.state == Payout.State.SENT and found.state is gateways.PayoutState.PAID:
        _arrive(actor, row, found)
    if row.state in {Payout.State.SENT, Payout.State.ARRIVED} and found.state in GIVEN_BACK:
        _give_back(actor, row, found)
    if row.state != before:
        row.save()
        record(actor, f"payouts.payout.{row.state}", object_kind="payout", object_id=row.id)
        project_payout(actor, row)
        record_fact(PAYOUT_CHANGED, actor, row.id)


@transaction.atomic
def note_refusal(actor: Actor, payout_id: UUID, code: str) -> None:
    """Write down why the processor did not take a payout yet; it stays prepared and is sent later."""
    authorize(actor, SEND_PAYOUT)
    row = _locked(payout_id)
    if row.state == Payout.State.PREPARED and row.failure_code != code[:80]:
        row.failure_code = code[:80]
        row.save(update_fields=["failure_code"])
        project_payout(actor, row)


def _send(actor: Actor, row: Payout, found: gateways.ProcessorPayout) -> None:
    row.state, row.processor_id, row.sent_at = Payout.State.SENT, found.id, now()
    row.expected_on, row.failure_code = found.arrives_on, ""
    set_off = [(_bank(one), _owing(one), _amount(one)) for one in _set_offs(row)]
    sent = _sent(row, AccountKind.PAYOUT_IN_TRANSIT, AccountKind.PROCESSOR)
    _post(actor, row, "payout", EntryKind.PAYOUT, [*sent, *set_off])
    # Given back while it waited to be sent: now it has left for the bank.
    for payment_id in row.lines.values_list("payment_id", flat=True):
        note_receivable(actor, payment_id)


def show_gone_on(actor: Actor, row: Payout) -> None:
    """Show that what failed payouts gave back is in this one now: it hangs no more with them. Raises NotPermitted."""
    authorize(actor, SEND_PAYOUT)
    for failed_id in _failed_before(row):
        project_mended(actor, failed_id)


def set_off_whole(actor: Actor, row: Payout) -> None:
    """Enter a payout of which nothing is sent: all of it went to the bank before, and was given back since."""
    authorize(actor, SEND_PAYOUT)
    set_off = [(_bank(one), _owing(one), _amount(one)) for one in _set_offs(row)]
    _post(actor, row, "set_off", EntryKind.SET_OFF, set_off)
    _made_up_for(actor, row)
    record_fact(PAYOUT_CHANGED, actor, row.id)


def _arrive(actor: Actor, row: Payout, found: gateways.ProcessorPayout) -> None:
    row.state, row.arrived_on = Payout.State.ARRIVED, found.arrives_on
    _made_up_for(actor, row)
    arrived = list(_sent(row, AccountKind.BANK, AccountKind.PAYOUT_IN_TRANSIT))
    _post(actor, row, "payout_arrived", EntryKind.PAYOUT_ARRIVED, arrived)


def _give_back(actor: Actor, row: Payout, found: gateways.ProcessorPayout) -> None:
    """Restore the balance: every line is owed again, and so is what was set off; the practice has a task with a day."""
    came_from = AccountKind.BANK if row.state == Payout.State.ARRIVED else AccountKind.PAYOUT_IN_TRANSIT
    owed_again = [(_owing(one), _bank(one), _amount(one)) for one in _set_offs(row)]
    back = _sent(row, AccountKind.PROCESSOR, came_from)
    _post(actor, row, "payout_failed", EntryKind.PAYOUT_FAILED, [*back, *owed_again])
    row.state, row.failed_at, row.failure_code = Payout.State.FAILED, now(), found.failure_code[:80]
    _made_up_for(actor, row)
    row.lines.update(is_live=False)
    due_at = now() + (add_business_days(_today(), 1) - _today())
    open_task(actor, kind=MEND_BANK, subject_id=row.id, due_at=due_at, owner_role=Role.OWNER)


def _failed_before(row: Payout) -> set[UUID]:
    """Return the payouts that failed with a payment of this one."""
    paid = row.lines.values_list("payment_id", flat=True)
    return set(PayoutLine.objects.filter(payment_id__in=list(paid), is_live=False).values_list("payout_id", flat=True))


def _made_up_for(actor: Actor, row: Payout) -> None:
    """End the tasks about payouts that failed before: what they gave back has arrived, or came back with this one."""
    for failed_id in _failed_before(row):
        settle_task(actor, kind=MEND_BANK, subject_id=failed_id)


def _sent(row: Payout, debit: AccountKind, credit: AccountKind) -> Iterator[Wanted]:
    """Yield the movement of what is sent of every line; the account at the processor is one, others are by payment."""

    def side(account: AccountKind, payment_id: UUID) -> Account:
        return PROCESSOR if account is AccountKind.PROCESSOR else Account(account, payment_id)

    kept: Counter[UUID] = Counter()
    for one in _set_offs(row):
        kept[one.payment_id] += one.amount_minor
    for line in row.lines.order_by("promised_on", "payment_id"):
        amount = Money(line.net_minor - kept[line.payment_id], row.currency)
        yield side(debit, line.payment_id), side(credit, line.payment_id), amount


def _set_offs(row: Payout) -> list[PayoutSetOff]:
    return list(row.set_offs.select_related("payout").order_by("payment_id", "against_id"))


def _bank(one: PayoutSetOff) -> Account:
    return Account(AccountKind.BANK, one.payment_id)


def _owing(one: PayoutSetOff) -> Account:
    return Account(AccountKind.REFUND_RECEIVABLE, one.against_id)


def _amount(one: PayoutSetOff) -> Money:
    return Money(one.amount_minor, one.payout.currency)


def _post(actor: Actor, row: Payout, key: str, kind: EntryKind, wanted: Sequence[Wanted]) -> None:
    post(actor, key=f"{key}:{row.id}", kind=kind, transfers=transfers_of(*wanted), reference=row.id)


def _today() -> date:
    return bank_day(now(), policy(PayoutPolicy))


def _locked(payout_id: UUID) -> Payout:
    row = Payout.objects.select_for_update().filter(id=payout_id).first()
    if row is None:
        raise NoSuchPayout(payout_id)
    return row
