"""Clearance: may this provider see a patient who is in this state at this moment, and why not.

One pure function, asked at booking and again at each later door. What it was told is kept with the decision,
so that a record can be replayed. Source: docs/explanation/credentialing.md#clearance.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from attune.credentialing.rules.licenses import COUNTS, LicenseFact, LicenseStatus
from attune.credentialing.rules.professions import PROFESSIONS, Profession
from attune.kernel.us_states import US_STATES
from attune.practices.rules.policy import StandingPolicy
from attune.practices.rules.standing import PracticeStanding, refusals, stands_until

RULES_VERSION: Final = 1
"""Counts up when the same facts may lead to another verdict."""

MINORS: Final = frozenset({"child", "teen"})
"""Age groups of directory's vocabulary whose patients are minors."""


class Door(StrEnum):
    """Where clearance was asked for."""

    BOOKING = "booking"
    DAY_BEFORE = "day_before"
    JOINING = "joining"


class Standing(StrEnum):
    """Where a provider stands in the practice."""

    JOINING = "joining"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    LEFT = "left"


class Reason(StrEnum):
    """Why a provider is not cleared."""

    STATE_UNKNOWN = "state_unknown"
    PRACTICE_NOT_LIVE = "practice_not_live"
    CONTRACT_ENDED = "contract_ended"
    STATE_NOT_AUTHORIZED = "state_not_authorized"
    NOT_EMPLOYED = "not_employed"
    NOT_ACTIVE_YET = "not_active_yet"
    SUSPENDED = "suspended"
    LEFT = "left"
    EXCLUDED = "excluded"
    IDENTITY_UNVERIFIED = "identity_unverified"
    LICENSE_MISSING = "license_missing"
    LICENSE_OF_WRONG_KIND = "license_of_wrong_kind"
    LICENSE_NOT_ACTIVE = "license_not_active"
    LICENSE_NOT_BEGUN = "license_not_begun"
    LICENSE_EXPIRED = "license_expired"
    MAY_NOT_PRESCRIBE = "may_not_prescribe"
    SEES_NO_MINORS = "sees_no_minors"


@dataclass(frozen=True, slots=True)
class Service:
    """What is to be done, as far as it decides who may do it."""

    is_prescribing: bool = False
    is_for_minor: bool = False


THERAPY: Final = Service()


@dataclass(frozen=True, slots=True)
class ClearanceFacts:
    """Everything clearance looks at.

    ``practice`` names of the employed nobody but this person, ``asked_of_practice`` is what the edition asks of it.
    ``identity_check_id`` is the check that found the NPI to be this person's, None without one. ``exclusion_ids``
    are the matches with exclusion lists that block.
    """

    provider_id: UUID
    person_id: UUID
    profession: Profession
    standing: Standing
    practice: PracticeStanding
    asked_of_practice: StandingPolicy
    licenses: tuple[LicenseFact, ...] = ()
    identity_check_id: UUID | None = None
    exclusion_ids: tuple[UUID, ...] = ()
    age_groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Clearance:
    """The verdict with every reason against it; ``evidence`` names the license, check and matches it stands on."""

    reasons: tuple[Reason, ...]
    evidence: tuple[UUID, ...]

    @property
    def is_cleared(self) -> bool:
        """Whether nothing stands against it."""
        return not self.reasons


_STANDINGS: Final[Mapping[Standing, Reason]] = {
    Standing.JOINING: Reason.NOT_ACTIVE_YET,
    Standing.SUSPENDED: Reason.SUSPENDED,
    Standing.LEFT: Reason.LEFT,
}


def clearance(facts: ClearanceFacts, *, patient_state: str, moment: datetime, service: Service = THERAPY) -> Clearance:
    """Return whether the provider may serve a patient who is in ``patient_state`` at ``moment`` (aware)."""
    reasons = [*_practice_reasons(facts, patient_state, moment), *_person_reasons(facts)]
    license_fact, license_reason = license_for(facts, patient_state=patient_state, moment=moment)
    if license_reason is not None:
        reasons.append(license_reason)
    reasons.extend(_service_reasons(facts, service))
    found = [license_fact.license_id] if license_fact else []
    identity = [facts.identity_check_id] if facts.identity_check_id else []
    return Clearance(tuple(reasons), (*found, *identity, *facts.exclusion_ids))


def license_for(
    facts: ClearanceFacts, *, patient_state: str, moment: datetime
) -> tuple[LicenseFact | None, Reason | None]:
    """Return the license the verdict stands on, and what is wrong with it; the best one where there are several."""
    there = [one for one in facts.licenses if one.state == patient_state]
    counting = [one for one in there if one.kind in COUNTS[facts.profession]]
    if not counting:
        return (there[0], Reason.LICENSE_OF_WRONG_KIND) if there else (None, Reason.LICENSE_MISSING)
    active = [one for one in counting if one.status is LicenseStatus.ACTIVE]
    if not active:
        return counting[0], Reason.LICENSE_NOT_ACTIVE
    begun = [one for one in active if one.begins_at <= moment]
    if not begun:
        return active[0], Reason.LICENSE_NOT_BEGUN
    longest = max(begun, key=lambda one: one.ends_at)
    return longest, None if moment < longest.ends_at else Reason.LICENSE_EXPIRED


def cleared_until(facts: ClearanceFacts, *, patient_state: str, moment: datetime) -> datetime | None:
    """Return until when (exclusive, UTC) a plain session in the state is cleared; None if it is not at ``moment``.

    Only what ends by itself counts: the license, the practice's contract, its authorization, the employment.
    """
    if not clearance(facts, patient_state=patient_state, moment=moment).is_cleared:
        return None
    license_fact, _ = license_for(facts, patient_state=patient_state, moment=moment)
    assert license_fact is not None, "a cleared provider has a license"
    stands = stands_until(
        facts.practice, facts.asked_of_practice, person_id=facts.person_id, state=patient_state, moment=moment
    )
    return min(license_fact.ends_at, stands) if stands else license_fact.ends_at


def _practice_reasons(facts: ClearanceFacts, patient_state: str, moment: datetime) -> list[Reason]:
    if patient_state not in US_STATES:
        return [Reason.STATE_UNKNOWN]
    against = refusals(
        facts.practice, facts.asked_of_practice, person_id=facts.person_id, state=patient_state, moment=moment
    )
    return [Reason(one.value) for one in against]


def _person_reasons(facts: ClearanceFacts) -> list[Reason]:
    standing = _STANDINGS.get(facts.standing)
    against = {
        Reason.EXCLUDED: bool(facts.exclusion_ids),
        Reason.IDENTITY_UNVERIFIED: facts.identity_check_id is None,
    }
    return [*([standing] if standing else []), *(reason for reason, holds in against.items() if holds)]


def _service_reasons(facts: ClearanceFacts, service: Service) -> list[Reason]:
    against = {
        Reason.MAY_NOT_PRESCRIBE: service.is_prescribing and not PROFESSIONS[facts.profession].may_prescribe,
        Reason.SEES_NO_MINORS: service.is_for_minor and not facts.age_groups & MINORS,
    }
    return [reason for reason, holds in against.items() if holds]
