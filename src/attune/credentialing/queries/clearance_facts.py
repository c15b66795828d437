"""Gathering what clearance looks at, for one provider or many with the same number of queries."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from attune.credentialing.errors import NoSuchProvider
from attune.credentialing.models import Check, ExclusionMatch, License, Profile, Provider
from attune.credentialing.rules.checks import CheckKind, Outcome
from attune.credentialing.rules.clearance import ClearanceFacts, Standing
from attune.credentialing.rules.licenses import LicenseFact, LicenseKind, LicenseStatus
from attune.credentialing.rules.professions import Profession
from attune.credentialing.rules.screening import MatchState, MatchStrength, blocks
from attune.foundation.policies import policy
from attune.foundation.tenancy import current_scope
from attune.practices.queries.standing import standing
from attune.practices.rules.policy import StandingPolicy
from attune.practices.rules.standing import PracticeStanding


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
    practice, asked = standing(practice_id), policy(StandingPolicy)
    return {
        row.id: ClearanceFacts(
            provider_id=row.id,
            person_id=row.person_id,
            profession=Profession(row.profession),
            standing=Standing(row.state),
            practice=_for_person(practice, row.person_id),
            asked_of_practice=asked,
            licenses=tuple(licenses.get(row.id, ())),
            identity_check_id=checks.get(row.id),
            exclusion_ids=tuple(excluded.get(row.id, ())),
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


def _for_person(practice: PracticeStanding, person_id: UUID) -> PracticeStanding:
    """The practice without the employments of others: a decision's record is about one person."""
    return replace(practice, employments=tuple(one for one in practice.employments if one.person_id == person_id))
