"""Gathering what clearance looks at, for one provider or many with the same number of queries."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from attune.credentialing.errors import NoSuchProvider
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

# One round trip, as every booking asks. The check is the last one with an answer about the NPI.
_FACTS = """
SELECT id, person_id, profession, state, npi,
    (SELECT json_agg(json_build_array(id, state, kind, status, issued_on, expires_on) ORDER BY state, id)
     FROM credentialing_license
     WHERE practice_id = provider.practice_id AND provider_id = provider.id),
    (SELECT json_build_array(id, outcome, subject) FROM credentialing_check
     WHERE practice_id = provider.practice_id AND provider_id = provider.id
       AND kind = %(npi)s AND outcome <> %(unavailable)s
     ORDER BY checked_at DESC, id DESC LIMIT 1),
    (SELECT json_agg(json_build_array(id, strength, state) ORDER BY id) FROM credentialing_exclusionmatch
     WHERE practice_id = provider.practice_id AND provider_id = provider.id AND state = ANY (%(undone)s)),
    (SELECT to_json(age_groups) FROM credentialing_profile
     WHERE practice_id = provider.practice_id AND provider_id = provider.id)
FROM credentialing_provider AS provider WHERE practice_id = %(practice)s AND id = ANY (%(providers)s)
"""


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
    asked: dict[str, Any] = {
        "practice": practice_id,
        "providers": list(provider_ids),
        "npi": CheckKind.NPI.value,
        "unavailable": Outcome.UNAVAILABLE.value,
        "undone": [MatchState.OPEN.value, MatchState.CONFIRMED.value],
    }
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, asked)
        rows = cursor.fetchall()
    practice, wanted = standing(practice_id), policy(StandingPolicy)
    return {row[0]: _facts(row, practice, wanted) for row in rows}


def _facts(row: Sequence[Any], practice: PracticeStanding, wanted: StandingPolicy) -> ClearanceFacts:
    provider_id, person_id, profession, state, npi, licenses, check, matches, age_groups = row
    return ClearanceFacts(
        provider_id=provider_id,
        person_id=person_id,
        profession=Profession(profession),
        standing=Standing(state),
        practice=_for_person(practice, person_id),
        asked_of_practice=wanted,
        licenses=tuple(_license(one) for one in licenses or ()),
        identity_check_id=_good_check(check, npi) if check else None,
        exclusion_ids=tuple(
            UUID(match_id)
            for match_id, strength, match_state in matches or ()
            if blocks(MatchStrength(strength), MatchState(match_state))
        ),
        age_groups=frozenset(age_groups or ()),
    )


def _license(row: Sequence[str]) -> LicenseFact:
    license_id, state, kind, status, issued_on, expires_on = row
    return LicenseFact(
        license_id=UUID(license_id),
        state=state,
        kind=LicenseKind(kind),
        status=LicenseStatus(status),
        issued_on=date.fromisoformat(issued_on),
        expires_on=date.fromisoformat(expires_on),
    )


def _good_check(check: Sequence[str], npi: str) -> UUID | None:
    """Return the check's id where it was good and about the NPI the provider has now."""
    check_id, outcome, subject = check
    return UUID(check_id) if outcome == Outcome.GOOD and subject == npi else None


def _for_person(practice: PracticeStanding, person_id: UUID) -> PracticeStanding:
    """The practice without the employments of others: a decision's record is about one person."""
    return replace(practice, employments=tuple(one for one in practice.employments if one.person_id == person_id))
