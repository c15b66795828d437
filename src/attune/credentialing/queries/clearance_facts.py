"""Gathering what clearance looks at, for one provider or many with the same number of queries."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from attune.credentialing.errors import NoSuchProvider
from attune.credentialing.gateways.standing import practice_facts
from attune.credentialing.models import Check, ExclusionMatch, License, Profile, Provider
from attune.credentialing.rules.checks import CheckKind, Outcome
from attune.credentialing.rules.clearance import ClearanceFacts, Employment, Standing
from attune.credentialing.rules.licenses import LicenseFact, LicenseKind, LicenseStatus
from attune.credentialing.rules.policy import CredentialingPolicy
from attune.credentialing.rules.professions import Profession
from attune.credentialing.rules.screening import MatchState, MatchStrength, blocks
from attune.foundation.policies import policy
from attune.foundation.tenancy import current_scope


def clearance_facts(provider_id: UUID) -> ClearanceFacts:
    """Return one provider's facts. Raises NoSuchProvider."""
    found = clearance_facts_of([provider_id])
    if provider_id not in found:
        raise NoSuchProvider(provider_id)
    return found[provider_id]


def clearance_facts_of(provider_ids: Collection[UUID]) -> dict[UUID, ClearanceFacts]:
    """Return the facts of those providers that are of the open scope's practice."""
    practice_id = current_scope("Clearance").practice_id
    assert practice_id is not None, "clearance is asked in a practice"
    rows = list(Provider.objects.filter(id__in=provider_ids))
    ids = [row.id for row in rows]
    licenses, checks, excluded = _licenses(ids), _identity_checks(rows), _blocking_matches(ids)
    age_groups = dict(Profile.objects.filter(provider_id__in=ids).values_list("provider_id", "age_groups"))
    practice, needs_employment = practice_facts(practice_id), policy(CredentialingPolicy).needs_employment
    return {
        row.id: ClearanceFacts(
            provider_id=row.id,
            profession=Profession(row.profession),
            standing=Standing(row.state),
            practice=practice,
            licenses=tuple(licenses.get(row.id, ())),
            identity_check_id=checks.get(row.id),
            exclusion_ids=tuple(excluded.get(row.id, ())),
            employment=_employment(row) if needs_employment or row.works_from else None,
            age_groups=frozenset(age_groups.get(row.id, ())),
        )
        for row in rows
    }


def license_fact(row: License) -> LicenseFact:
    """Return a license as clearance sees it."""
    return LicenseFact(
        license_id=row.id,
        state=row.state,
        kind=LicenseKind(row.kind),
        status=LicenseStatus(row.status),
        issued_on=row.issued_on,
        expires_on=row.expires_on,
    )


def _licenses(ids: list[UUID]) -> dict[UUID, list[LicenseFact]]:
    found: dict[UUID, list[LicenseFact]] = {}
    for row in License.objects.filter(provider_id__in=ids).order_by("state", "id"):
        found.setdefault(row.provider_id, []).append(license_fact(row))
    return found


def _identity_checks(rows: list[Provider]) -> dict[UUID, UUID]:
    """The last check with an answer, where it was good and about the NPI the provider has now."""
    last = (
        Check.objects.filter(provider_id__in=[row.id for row in rows], kind=CheckKind.NPI)
        .exclude(outcome=Outcome.UNAVAILABLE)
        .order_by("provider_id", "-checked_at", "-id")
        .distinct("provider_id")
        .values_list("provider_id", "id", "outcome", "subject")
    )
    npis = {row.id: row.npi for row in rows}
    return {
        provider_id: check_id
        for provider_id, check_id, outcome, subject in last
        if outcome == Outcome.GOOD and subject == npis[provider_id]
    }


def _blocking_matches(ids: list[UUID]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    undone = ExclusionMatch.objects.filter(provider_id__in=ids, state__in=[MatchState.OPEN, MatchState.CONFIRMED])
    for row in undone.order_by("id"):
        if blocks(MatchStrength(row.strength), MatchState(row.state)):
            found.setdefault(row.provider_id, []).append(row.id)
    return found


def _employment(row: Provider) -> Employment:
    zone = ZoneInfo(row.zone)
    ends_on = None if row.works_until is None else row.works_until + timedelta(days=1)
    return Employment(_midnight(row.works_from, zone), _midnight(ends_on, zone))


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), tzinfo=zone)
