"""Licenses: which kinds let which profession practise by itself, and what a license says at a moment.

Titles differ by state; a kind is what they have in common. Source: docs/explanation/credentialing.md#licenses.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from attune.credentialing.errors import DatesWrong, KindDoesNotCount, LicenseExpired, NumberMissing, StateUnknown
from attune.credentialing.rules.boards import license_begins_at, license_ends_at
from attune.credentialing.rules.professions import Profession
from attune.kernel.us_states import US_STATES

_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9 .\-/]{1,38}[A-Z0-9]")


class LicenseKind(StrEnum):
    """What a license entitles to, whatever the state calls it."""

    PHYSICIAN = "physician"
    PSYCHIATRIC_NURSE_PRACTITIONER = "psychiatric_nurse_practitioner"
    PSYCHOLOGIST = "psychologist"
    CLINICAL_SOCIAL_WORKER = "clinical_social_worker"
    MARRIAGE_FAMILY_THERAPIST = "marriage_family_therapist"
    CLINICAL_COUNSELOR = "clinical_counselor"
    ASSOCIATE_COUNSELOR = "associate_counselor"
    ASSOCIATE_SOCIAL_WORKER = "associate_social_worker"
    ASSOCIATE_THERAPIST = "associate_therapist"


KIND_LABELS: Final[Mapping[LicenseKind, str]] = {
    LicenseKind.PHYSICIAN: "Physician (MD, DO)",
    LicenseKind.PSYCHIATRIC_NURSE_PRACTITIONER: "Psychiatric nurse practitioner (APRN, PMHNP)",
    LicenseKind.PSYCHOLOGIST: "Psychologist (LP)",
    LicenseKind.CLINICAL_SOCIAL_WORKER: "Clinical social worker (LCSW, LICSW, LISW)",
    LicenseKind.MARRIAGE_FAMILY_THERAPIST: "Marriage and family therapist (LMFT)",
    LicenseKind.CLINICAL_COUNSELOR: "Clinical counselor (LPC, LMHC, LPCC, LCPC)",
    LicenseKind.ASSOCIATE_COUNSELOR: "Associate counselor (supervised)",
    LicenseKind.ASSOCIATE_SOCIAL_WORKER: "Master’s social worker (supervised)",
    LicenseKind.ASSOCIATE_THERAPIST: "Associate marriage and family therapist (supervised)",
}

COUNTS: Final[Mapping[Profession, frozenset[LicenseKind]]] = {
    Profession.PSYCHIATRIST: frozenset({LicenseKind.PHYSICIAN}),
    Profession.PSYCHIATRIC_NURSE: frozenset({LicenseKind.PSYCHIATRIC_NURSE_PRACTITIONER}),
    Profession.PSYCHOLOGIST: frozenset({LicenseKind.PSYCHOLOGIST}),
    Profession.CLINICAL_SOCIAL_WORKER: frozenset({LicenseKind.CLINICAL_SOCIAL_WORKER}),
    Profession.MARRIAGE_FAMILY_THERAPIST: frozenset({LicenseKind.MARRIAGE_FAMILY_THERAPIST}),
    Profession.PROFESSIONAL_COUNSELOR: frozenset({LicenseKind.CLINICAL_COUNSELOR}),
}
"""The kinds that let a profession practise by itself. A supervised license counts for none yet."""


class LicenseStatus(StrEnum):
    """What the board says. Expiry is no status: it follows from the date."""

    PENDING = "pending"
    ACTIVE = "active"
    PROBATION = "probation"
    INACTIVE = "inactive"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    SURRENDERED = "surrendered"


STATUS_LABELS: Final[Mapping[LicenseStatus, str]] = {
    LicenseStatus.PENDING: "Evidence is missing",
    LicenseStatus.ACTIVE: "Active",
    LicenseStatus.PROBATION: "On probation",
    LicenseStatus.INACTIVE: "Inactive",
    LicenseStatus.SUSPENDED: "Suspended by the board",
    LicenseStatus.REVOKED: "Revoked",
    LicenseStatus.SURRENDERED: "Surrendered",
}


@dataclass(frozen=True, slots=True)
class LicenseFact:
    """A license as clearance sees it. Days are those of the board's clock, both inclusive."""

    license_id: UUID
    state: str
    kind: LicenseKind
    status: LicenseStatus
    issued_on: date
    expires_on: date

    @property
    def begins_at(self) -> datetime:
        """Its first moment (UTC)."""
        return license_begins_at(self.state, self.issued_on)

    @property
    def ends_at(self) -> datetime:
        """The moment it is no longer in force (UTC)."""
        return license_ends_at(self.state, self.expires_on)


def is_clean_number(number: str) -> bool:
    """Return whether this looks like a license number: letters, digits, points, dashes, slashes, blanks."""
    return _NUMBER.fullmatch(number) is not None


def clean_number(number: str) -> str:
    """Return a license number as it is kept: upper case, single blanks."""
    return " ".join(number.upper().split())


def require_license(
    *,
    state: str,
    kind: LicenseKind,
    profession: Profession,
    number: str,
    issued_on: date,
    expires_on: date,
    now: datetime,
) -> None:
    """Refuse a license that cannot be: StateUnknown, KindDoesNotCount, NumberMissing, DatesWrong or LicenseExpired."""
    if state not in US_STATES:
        raise StateUnknown(state)
    if kind not in COUNTS[profession]:
        raise KindDoesNotCount(kind, profession)
    if not is_clean_number(number):
        raise NumberMissing
    if issued_on >= expires_on or license_begins_at(state, issued_on) > now:
        raise DatesWrong
    if license_ends_at(state, expires_on) <= now:
        raise LicenseExpired(expires_on)
