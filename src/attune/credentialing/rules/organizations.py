"""What the national registry says about an NPI that was given for an organization."""

from enum import StrEnum
from typing import Final

from attune.credentialing.rules.checks import Outcome
from attune.credentialing.rules.registry import RegistryEntry
from attune.credentialing.rules.screening import comparable

_FORMS: Final = frozenset(
    "LLC PLLC INC INCORPORATED CORP CORPORATION CO COMPANY LTD LIMITED LLP LP PC PA PLC".split()  # noqa: SIM905
)
"""Legal forms at the end of a name: one register writes them, the other does not."""


class OrganizationFinding(StrEnum):
    """What the registry says about an NPI that was given for an organization."""

    MATCH = "match"
    NAME_DIFFERS = "name_differs"
    DEACTIVATED = "deactivated"
    NOT_FOUND = "not_found"
    PERSON = "person"
    UNAVAILABLE = "unavailable"

    @property
    def outcome(self) -> Outcome:
        """Return which of the three this is."""
        if self is OrganizationFinding.UNAVAILABLE:
            return Outcome.UNAVAILABLE
        return Outcome.GOOD if self is OrganizationFinding.MATCH else Outcome.BAD


def organization_finding(entry: RegistryEntry | None, *, legal_name: str) -> OrganizationFinding:
    """Return what the registry's entry means for an organization of this legal name."""
    if entry is None:
        return OrganizationFinding.NOT_FOUND
    if entry.is_person:
        return OrganizationFinding.PERSON
    if not entry.is_active:
        return OrganizationFinding.DEACTIVATED
    names = {organization_key(one) for one in (entry.organization_name, *entry.other_organization_names)}
    is_same = organization_key(legal_name) in names - {""}
    return OrganizationFinding.MATCH if is_same else OrganizationFinding.NAME_DIFFERS


def organization_key(name: str) -> str:
    """Return a name as it is compared: capitals, marks and the legal form at its end gone, "and" as "&"."""
    words = comparable(name.replace("&", " and ")).split()
    words = words[1:] if words[:1] == ["THE"] and len(words) > 1 else words
    while len(words) > 1 and words[-1] in _FORMS:
        words.pop()
    return " ".join(words)
