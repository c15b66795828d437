"""What the national registry says about an NPI, and what that means for whoever gave it as theirs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from attune.credentialing.rules.checks import NpiFinding
from attune.credentialing.rules.professions import Profession
from attune.credentialing.rules.screening import PersonName, comparable

TAXONOMIES: Final[Mapping[Profession, tuple[str, ...]]] = {
    Profession.PSYCHIATRIST: ("2084",),
    Profession.PSYCHIATRIC_NURSE: ("363L", "364S"),
    Profession.PSYCHOLOGIST: ("103T", "103G"),
    Profession.CLINICAL_SOCIAL_WORKER: ("1041",),
    Profession.MARRIAGE_FAMILY_THERAPIST: ("106H",),
    Profession.PROFESSIONAL_COUNSELOR: ("101Y",),
}
"""How the NUCC codes of a profession begin. Source: NUCC taxonomy 24.1."""


@dataclass(frozen=True, slots=True)
class RegistryEntry:
    """Somebody, or an organization, with an NPI. ``names``: every name on record, the first one current."""

    npi: str
    is_person: bool
    is_active: bool
    names: tuple[PersonName, ...]
    organization_name: str = ""
    other_organization_names: tuple[str, ...] = ()
    taxonomies: tuple[str, ...] = ()


def finding_of(entry: RegistryEntry | None, *, names: Collection[PersonName], profession: Profession) -> NpiFinding:
    """Return what the registry's entry means for a person of these names and this profession."""
    if entry is None:
        return NpiFinding.NOT_FOUND
    if not entry.is_person:
        return NpiFinding.ORGANIZATION
    if not entry.is_active:
        return NpiFinding.DEACTIVATED
    if not any(is_same_name(one, other) for one in names for other in entry.names):
        return NpiFinding.NAME_DIFFERS
    if not any(code.startswith(TAXONOMIES[profession]) for code in entry.taxonomies):
        return NpiFinding.TAXONOMY_DIFFERS
    return NpiFinding.MATCH


def is_same_name(one: PersonName, other: PersonName) -> bool:
    """Return whether two names may be one person's: the same given name and a family name in common.

    Of a double family name one half is enough: it is often left out.
    """
    if not (one.key and other.key) or one.given != other.given:
        return False
    return one.family == other.family or bool({*one.family.split()} & {*other.family.split()})


def registered_name(given: str, family: str) -> PersonName:
    """Return a name as the registry has it, for comparison; "--" stands for nothing there."""
    return PersonName(*(comparable("" if part == "--" else part) for part in (given.partition(" ")[0], family)))
