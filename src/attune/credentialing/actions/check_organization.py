"""Looking an organization's NPI up: what to ask, and what the answer means. The call itself is the job's."""

from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction

from attune.audit.actions.record import record
from attune.credentialing.errors import SourceUnavailable
from attune.credentialing.facts import ORGANIZATION_CHECKED
from attune.credentialing.gateways.npi_registry import RegistryAnswer
from attune.credentialing.models import OrganizationCheck
from attune.credentialing.permissions import CHECK_PROVIDERS
from attune.credentialing.rules.organizations import OrganizationFinding, organization_finding
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.facts import record_fact
from attune.foundation.tenancy import current_scope
from attune.practices.errors import NoApplication
from attune.practices.queries.application import application


@dataclass(frozen=True, slots=True)
class AskedOrganization:
    """What a practice told of itself."""

    npi: str
    legal_name: str


def organization_to_check(actor: Actor) -> AskedOrganization | None:
    """Return what to ask about the scope's practice; None where it gave no NPI of its own. Raises NotPermitted."""
    authorize(actor, CHECK_PROVIDERS)
    try:
        told = application(actor)
    except NoApplication:
        return None
    return AskedOrganization(told.organization_npi, told.legal_name) if told.organization_npi else None


@transaction.atomic
def keep_organization_answer(
    actor: Actor, *, asked: AskedOrganization, answer: RegistryAnswer | SourceUnavailable
) -> OrganizationFinding:
    """Keep what the registry said, and return what it means for the practice that gave the NPI as its own.

    No answer is kept as no answer. Raises NotPermitted.
    """
    authorize(actor, CHECK_PROVIDERS)
    if isinstance(answer, SourceUnavailable):
        finding, raw = OrganizationFinding.UNAVAILABLE, answer.why.encode()
    else:
        finding, raw = organization_finding(answer.entry, legal_name=asked.legal_name), answer.raw
    kept = OrganizationCheck.objects.create(
        npi=asked.npi,
        legal_name=asked.legal_name,
        outcome=finding.outcome,
        finding=finding,
        raw=raw,
        raw_hash=sha256(raw).hexdigest(),
        checked_at=now(),
    )
    record(actor, "credentialing.organization.checked", object_kind="check", object_id=kept.id, reason=finding)
    record_fact(ORGANIZATION_CHECKED, actor, current_scope("A check").holder_id)
    return finding
