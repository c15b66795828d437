"""A provider's way: activated, suspended, reinstated, gone. Forbidden steps are refused."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.credentialing.actions.screen_providers import born_on
from attune.credentialing.errors import NotReady, ReasonMissing, StillExcluded, WrongState
from attune.credentialing.facts import PROVIDER_CHANGED
from attune.credentialing.models import Provider
from attune.credentialing.permissions import ADD_PROVIDERS, STOP_PROVIDERS
from attune.credentialing.queries.clearance_facts import clearance_facts
from attune.credentialing.queries.rows import provider_row
from attune.credentialing.rules.clearance import Standing
from attune.credentialing.rules.readiness import STEPS, missing_for
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.facts import record_fact


@transaction.atomic
def activate_provider(actor: Actor, *, provider_id: UUID) -> None:
    """Let a provider practise. Raises NotPermitted, NoSuchProvider, WrongState, or NotReady with what is missing."""
    authorize(actor, ADD_PROVIDERS)
    row = _locked(provider_id, step="activate")
    facts = clearance_facts(provider_id)
    missing = missing_for(facts, has_npi=bool(row.npi), has_birth_date=born_on(row) is not None, now=now())
    if missing:
        raise NotReady(missing)
    _move(actor, row, Standing.ACTIVE, "activated")


@transaction.atomic
def suspend_provider(actor: Actor, *, provider_id: UUID, reason: str) -> None:
    """Stop a provider at once; the reason (no health fact) is kept.

    Raises NotPermitted, NoSuchProvider, ReasonMissing or WrongState.
    """
    authorize(actor, STOP_PROVIDERS)
    row = _locked(provider_id, step="suspend")
    row.state_before, row.suspended_for = row.state, Provider.SuspendedFor.DECISION
    _move(actor, row, Standing.SUSPENDED, "suspended", reason=_required(reason))


@transaction.atomic
def reinstate_provider(actor: Actor, *, provider_id: UUID, reason: str) -> None:
    """End a suspension that somebody decided on; the provider is again what they were before.

    Raises NotPermitted, NoSuchProvider, ReasonMissing, WrongState, or StillExcluded: that ends with its match.
    """
    authorize(actor, STOP_PROVIDERS)
    row = _locked(provider_id, step="reinstate")
    if clearance_facts(provider_id).exclusion_ids:
        raise StillExcluded
    row.suspended_for = ""
    _move(actor, row, Standing(row.state_before), "reinstated", reason=_required(reason))


@transaction.atomic
def leave_provider(actor: Actor, *, provider_id: UUID, reason: str) -> None:
    """Let a provider be gone: nothing of theirs can be booked from now on.

    Raises NotPermitted, NoSuchProvider, ReasonMissing or WrongState.
    """
    authorize(actor, ADD_PROVIDERS)
    row = _locked(provider_id, step="leave")
    _move(actor, row, Standing.LEFT, "left", reason=_required(reason))


def _locked(provider_id: UUID, *, step: str) -> Provider:
    row = provider_row(provider_id, is_locked=True)
    if Standing(row.state) not in STEPS[step]:
        raise WrongState(row.state, step)
    return row


def _required(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()[:200]


def _move(actor: Actor, row: Provider, to: Standing, verb: str, *, reason: str = "") -> None:
    row.state, row.state_reason = to, reason
    row.save(update_fields=["state", "state_reason", "state_before", "suspended_for"])
    record(actor, f"credentialing.provider.{verb}", object_kind="provider", object_id=row.id, reason=reason)
    record_fact(PROVIDER_CHANGED, actor, row.id)
