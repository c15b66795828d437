"""Checks of what a provider says: three outcomes, never two."""

from enum import StrEnum


class CheckKind(StrEnum):
    """What was looked into."""

    NPI = "npi"
    LICENSE = "license"
    EXCLUSION = "exclusion"


class Outcome(StrEnum):
    """What came of it. A source that did not answer says nothing about the provider."""

    GOOD = "good"
    BAD = "bad"
    UNAVAILABLE = "unavailable"


class NpiFinding(StrEnum):
    """What the registry says about an NPI that was given for a person."""

    MATCH = "match"
    NAME_DIFFERS = "name_differs"
    TAXONOMY_DIFFERS = "taxonomy_differs"
    DEACTIVATED = "deactivated"
    NOT_FOUND = "not_found"
    ORGANIZATION = "organization"
    UNAVAILABLE = "unavailable"

    @property
    def outcome(self) -> Outcome:
        """Return which of the three this is."""
        if self is NpiFinding.UNAVAILABLE:
            return Outcome.UNAVAILABLE
        return Outcome.GOOD if self is NpiFinding.MATCH else Outcome.BAD
