"""What is left to do before a provider may practise, and what the registry said last."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from attune.credentialing.models import Check, ExclusionMatch, Provider
from attune.credentialing.permissions import SEE_PROVIDERS
from attune.credentialing.queries.clearance_facts import clearance_facts
from attune.credentialing.queries.rows import provider_row
from attune.credentialing.rules.checks import CheckKind, NpiFinding
from attune.credentialing.rules.clearance import Standing
from attune.credentialing.rules.readiness import Missing, missing_for
from attune.credentialing.rules.screening import MatchState
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a provider lacks. ``npi_finding`` is the last one about their NPI, None before the first.

    ``next_expiry_on`` is the last day of the license that ends first.
    """

    provider_id: UUID
    missing: tuple[Missing, ...]
    npi_finding: NpiFinding | None
    has_open_match: bool
    next_expiry_on: date | None


def readiness(actor: Actor, provider_id: UUID) -> Readiness:
    """Return what is left to do for one provider. Raises NotPermitted or NoSuchProvider."""
    authorize(actor, SEE_PROVIDERS)
    return _readiness(provider_row(provider_id))


def readiness_of_all(actor: Actor, *, states: Collection[Standing]) -> tuple[Readiness, ...]:
    """Return the same for every provider of the practice in these states, by name. Raises NotPermitted."""
    authorize(actor, SEE_PROVIDERS)
    return tuple(map(_readiness, Provider.objects.filter(state__in=states).order_by("name", "id")))


def _readiness(row: Provider) -> Readiness:
    provider_id, facts = row.id, clearance_facts(row.id)
    checks = Check.objects.filter(provider_id=provider_id, kind=CheckKind.NPI, subject=row.npi)
    last = checks.order_by("-checked_at", "-id").values_list("finding", flat=True).first()
    return Readiness(
        provider_id=provider_id,
        missing=missing_for(facts, has_npi=bool(row.npi), has_birth_date=bool(row.birth_date.reveal()), now=now()),
        npi_finding=NpiFinding(last) if last else None,
        has_open_match=ExclusionMatch.objects.filter(provider_id=provider_id, state=MatchState.OPEN).exists(),
        next_expiry_on=min((one.expires_on for one in facts.licenses if one.ends_at > now()), default=None),
    )
