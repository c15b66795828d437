"""A practice that patients can pay, for tests that are about something else."""

from uuid import UUID

from django.apps import apps

from attune.foundation.authorization import Actor, Role, system_actor
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id


def let_charge(practice_id: UUID) -> None:
    """Give a practice an account that the processor is content with, where one is needed. Outside of a scope."""
    with scope(practice_id):
        let_charge_here(practice_id)


def let_charge_here(practice_id: UUID) -> None:
    """Do the same inside the open scope."""
    if not apps.is_installed("attune.payouts"):
        return
    from attune.payouts.actions.open_account import ask_for_account, keep_account
    from attune.payouts.gateways import ConnectedAccount, Requirements

    ask_for_account(Actor(new_id(), practice_id, frozenset({Role.OWNER})))
    content = ConnectedAccount(
        id=f"acct_{practice_id.hex}",
        practice_id=practice_id,
        details_submitted=True,
        charges_enabled=True,
        payouts_enabled=True,
        requirements=Requirements(),
        created_at=now(),
    )
    keep_account(system_actor(practice_id), content)
