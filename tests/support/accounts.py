"""A practice that patients can pay, for tests that are about something else."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.apps import apps

from attune.agreements.models import ContractTerms, Signature
from attune.agreements.rules.kinds import AgreementKind
from attune.foundation.authorization import Actor, Role, system_actor
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.practices.rules.policy import StandingPolicy
from attune.sandboxes.stripe.accounts import create, onboarded
from attune.sandboxes.stripe.sandbox import Sandbox
from attune.sandboxes.stripe.store import PLATFORM

COMMISSION_BPS: Final = 1_500

ALSO_AT: list[Sandbox] = []
"""Payment sandboxes that run now: an account that is made here is known there as well."""


def let_charge(practice_id: UUID) -> None:
    """Give a practice an account that the processor is content with, where one is needed. Outside of a scope."""
    with scope(practice_id):
        let_charge_here(practice_id)


def let_be_paid_here(practice_id: UUID) -> None:
    """Let a practice be paid where that takes a contract and an account: inside its open scope."""
    if not policy(StandingPolicy).needs_contract:
        return
    signature = Signature.objects.create(
        kind=AgreementKind.PLATFORM_CONTRACT,
        version=1,
        title="Platform contract",
        signed_by=new_id(),
        typed_name="Mira Okafor",
        signed_at=now(),
        exact_text="What was agreed.",
        text_hash=new_id().hex,
        document=b"%PDF-1.7",
    )
    ContractTerms.objects.create(
        commission_bps=COMMISSION_BPS,
        custody_clause="Section 3",
        offered_at=now(),
        signature=signature,
        begins_at=now() - timedelta(days=30),
    )
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
    for sandbox in ALSO_AT:
        let_charge_at(sandbox, content.id, practice_id)


def let_charge_at(sandbox: Sandbox, account_id: str, practice_id: UUID) -> None:
    """Open and onboard an account of this id at a payment sandbox."""
    asked = {"type": "express", "metadata": {"practice_id": str(practice_id)}}
    with sandbox.store.lock:
        body = create(sandbox, PLATFORM, asked)
        made = {**body, "id": account_id}
        sandbox.store.add("account", made, account=PLATFORM, token="", outcome="")
        onboarded(sandbox, account_id)
        sandbox.store.flush()
