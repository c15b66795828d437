"""The professions that provide care, and what each may do."""

from dataclasses import dataclass
from enum import StrEnum


class Profession(StrEnum):
    """A provider's profession: it decides which licences count and whether they may prescribe."""

    PSYCHIATRIST = "psychiatrist"
    PSYCHIATRIC_NURSE = "psychiatric_nurse"
    PSYCHOLOGIST = "psychologist"
    CLINICAL_SOCIAL_WORKER = "clinical_social_worker"
    MARRIAGE_FAMILY_THERAPIST = "marriage_family_therapist"
    PROFESSIONAL_COUNSELOR = "professional_counselor"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a profession is called, its usual letters, and whether it may prescribe."""

    label: str
    letters: str
    may_prescribe: bool = False


PROFESSIONS = {
    Profession.PSYCHIATRIST: Standing("Psychiatrist", "MD", may_prescribe=True),
    Profession.PSYCHIATRIC_NURSE: Standing("Psychiatric nurse practitioner", "PMHNP", may_prescribe=True),
    Profession.PSYCHOLOGIST: Standing("Psychologist", "PhD"),
    Profession.CLINICAL_SOCIAL_WORKER: Standing("Clinical social worker", "LCSW"),
    Profession.MARRIAGE_FAMILY_THERAPIST: Standing("Marriage and family therapist", "LMFT"),
    Profession.PROFESSIONAL_COUNSELOR: Standing("Professional counselor", "LPC"),
}
