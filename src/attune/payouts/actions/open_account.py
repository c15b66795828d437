"""A practice's account at the processor: asked for, opened by a job, looked at again and again."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, Role, authorize
from attune.foundation.background import later
from attune.foundation.clock import now
from attune.foundation.facts import record_fact
from attune.payouts import gateways
from attune.payouts.actions.project import project_account
from attune.payouts.errors import NoAccount
from attune.payouts.facts import ACCOUNT_CHANGED
from attune.payouts.gateways import payout_processor
from attune.payouts.models import ConnectedAccount
from attune.payouts.permissions import OPEN_ACCOUNT, SEE_ACCOUNT, SEND_PAYOUT
from attune.payouts.task_kinds import MEND_ACCOUNT
from attune.worklist.actions.end_task import settle_task
from attune.worklist.actions.open_task import open_task

OPEN = "payouts.open_account"
LOOK = "payouts.look_at_account"
TIME_TO_MEND = timedelta(days=3)


@transaction.atomic
def ask_for_account(actor: Actor) -> UUID:
    """Ask for an account at the processor for the scope's practice, and return ours; asked twice, there is one.

    A job opens it, at once after the commit. Raises NotPermitted.
    """
    authorize(actor, OPEN_ACCOUNT)
    row, is_new = ConnectedAccount.objects.get_or_create(defaults={"asked_at": now()})
    if is_new:
        record(actor, "payouts.account.asked", object_kind="account", object_id=row.id)
    if not row.processor_id:
        later(OPEN, row.id, only_one_waiting=True, run_soon=True)
    return row.id


@transaction.atomic
def ask_to_look(actor: Actor) -> None:
    """Let the account be looked at now, such as after somebody came back from the processor. Raises NotPermitted."""
    authorize(actor, SEE_ACCOUNT)
    row = ConnectedAccount.objects.first()
    if row is not None:
        later(LOOK if row.processor_id else OPEN, row.id, only_one_waiting=True, run_soon=True)


def onboarding_link(actor: Actor, *, account: str, return_url: str, refresh_url: str) -> str:
    """Return where the practice tells the processor who it is. Asks the processor: call it outside a transaction.

    Raises NotPermitted, NoAccount or ProcessorUnavailable.
    """
    authorize(actor, OPEN_ACCOUNT)
    if not account:
        raise NoAccount
    return payout_processor().onboarding_link(account, return_url=return_url, refresh_url=refresh_url).url


@transaction.atomic
def keep_account(actor: Actor, found: gateways.ConnectedAccount) -> None:
    """Write down what the processor says of the practice's account now. What changed becomes a fact and a task.

    Raises NotPermitted or NoAccount.
    """
    authorize(actor, SEND_PAYOUT)
    row = ConnectedAccount.objects.select_for_update().first()
    if row is None:
        raise NoAccount
    before = (row.may_charge, row.may_pay_out)
    row.processor_id = found.id
    row.is_submitted = found.details_submitted
    row.may_charge, row.may_pay_out = found.charges_enabled, found.payouts_enabled
    row.currently_due = list(found.requirements.currently_due)
    row.past_due = list(found.requirements.past_due)
    row.in_verification = list(found.requirements.pending_verification)
    row.disabled_reason = found.requirements.disabled_reason[:80]
    row.deadline_at, row.looked_at = found.requirements.deadline, now()
    row.save()
    _keep_task(actor, row)
    project_account(actor, row)
    if before != (row.may_charge, row.may_pay_out):
        told = "payouts.account.enabled" if row.may_charge and row.may_pay_out else "payouts.account.restricted"
        record(actor, told, object_kind="account", object_id=row.id)
        record_fact(ACCOUNT_CHANGED, actor, row.id)


def _keep_task(actor: Actor, row: ConnectedAccount) -> None:
    """While the processor wants something of an account that was submitted, the owner has a task."""
    if row.is_submitted and (row.currently_due or row.past_due or (not row.may_pay_out and not row.in_verification)):
        due_at = row.deadline_at or now() + TIME_TO_MEND
        open_task(actor, kind=MEND_ACCOUNT, subject_id=row.id, due_at=due_at, owner_role=Role.OWNER)
    else:
        settle_task(actor, kind=MEND_ACCOUNT, subject_id=row.id)
