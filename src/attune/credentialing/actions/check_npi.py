"""Looking an NPI up: what to ask, and what the answer means. The call itself is the job's."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.credentialing.actions.keep_check import keep_check
from attune.credentialing.actions.screen_providers import born_on
from attune.credentialing.errors import SourceUnavailable
from attune.credentialing.facts import PROVIDER_CHANGED
from attune.credentialing.gateways.npi_registry import RegistryAnswer
from attune.credentialing.models import Provider
from attune.credentialing.permissions import CHECK_PROVIDERS
from attune.credentialing.queries.clearance_facts import clearance_facts
from attune.credentialing.queries.rows import provider_row
from attune.credentialing.rules.checks import CheckKind, NpiFinding
from attune.credentialing.rules.identity import Identity
from attune.credentialing.rules.professions import Profession
from attune.credentialing.rules.registry import finding_of
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.facts import record_fact

SOURCE = "nppes"


def npi_to_check(actor: Actor, provider_id: UUID) -> str:
    """Return the NPI to ask about; empty where there is none or the provider is gone. Raises NotPermitted."""
    authorize(actor, CHECK_PROVIDERS)
    row = Provider.objects.filter(id=provider_id).exclude(state=Provider.State.LEFT).first()
    return row.npi if row else ""


@transaction.atomic
def keep_npi_answer(
    actor: Actor, *, provider_id: UUID, npi: str, answer: RegistryAnswer | SourceUnavailable
) -> NpiFinding:
    """Keep what the registry said about the NPI, and return what it means for the provider.

    No answer is kept as no answer: what was known before stays. Raises NotPermitted or NoSuchProvider.
    """
    authorize(actor, CHECK_PROVIDERS)
    row = provider_row(provider_id, is_locked=True)
    before = clearance_facts(provider_id).identity_check_id is not None
    if isinstance(answer, SourceUnavailable):
        finding, raw = NpiFinding.UNAVAILABLE, answer.why.encode()
    else:
        finding, raw = _finding(row, answer), answer.raw
    kept = keep_check(
        provider=row,
        kind=CheckKind.NPI,
        subject=npi,
        source=SOURCE,
        outcome=finding.outcome,
        finding=finding,
        raw=raw,
        media_type="text/plain" if finding is NpiFinding.UNAVAILABLE else "application/json",
        checked_at=now(),
    )
    record(actor, "credentialing.npi.checked", object_kind="check", object_id=kept.id, reason=finding)
    is_verified = clearance_facts(provider_id).identity_check_id is not None
    if not (before and is_verified):
        # Also what leaves somebody unverified is told: whoever waits for the answer sees why.
        record_fact(PROVIDER_CHANGED, actor, provider_id)
    return finding


def _finding(row: Provider, answer: RegistryAnswer) -> NpiFinding:
    stated = Identity(row.name, row.npi, row.legal_given_name, row.legal_family_name, born_on(row))
    return finding_of(answer.entry, names=stated.names, profession=Profession(row.profession))
