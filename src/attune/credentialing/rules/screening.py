"""Screening: is a provider somebody on an exclusion list, and what follows.

An equal NPI blocks at once; an equal name with an equal birth date is for somebody to look at; a name alone, as
common as it may be, says nothing. Source: docs/explanation/credentialing.md#exclusions.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

_SUFFIXES: Final = frozenset({"JR", "SR", "II", "III", "IV", "V", "MD", "DO", "PHD", "PSYD", "LCSW", "LMFT", "LPC"})
_TITLES: Final = frozenset({"DR", "MR", "MRS", "MS", "MX", "PROF"})
_JOINED = re.compile(r"['’`.]")
_OTHER = re.compile(r"[^A-Z ]+")


class MatchStrength(StrEnum):
    """What is equal."""

    NPI = "npi"
    NAME_AND_BIRTH = "name_birth"


class MatchState(StrEnum):
    """What became of a match. CONFIRMED and an open one by NPI block; ENDED: the person is off the list."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A given and a family name as they are compared: capitals without accents, points and suffixes."""

    given: str
    family: str

    @property
    def key(self) -> str:
        """Both in one text, the family name first; empty unless both are there."""
        return f"{self.family}|{self.given}" if self.given and self.family else ""


def comparable(text: str) -> str:
    """Return a name as it is compared: capitals, accents and marks gone, hyphens as blanks, suffixes dropped."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.upper()) if not unicodedata.combining(c))
    words = _OTHER.sub(" ", _JOINED.sub("", bare)).split()
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return " ".join(words)


def person_name(given: str, family: str) -> PersonName:
    """Return the two names of a person as they are compared; of several given names the first."""
    return PersonName(comparable(given).partition(" ")[0], comparable(family))


def name_of(whole: str) -> PersonName:
    """Return the names in a whole one, "Dr. Ana María O’Sample, PhD": first and last word without titles."""
    words = comparable(whole.partition(",")[0]).split()
    while len(words) > 1 and words[0] in _TITLES:
        words.pop(0)
    return PersonName(words[0], words[-1]) if len(words) > 1 else PersonName("", "")


def strength_of(
    *,
    npi: str,
    name_keys: Collection[str],
    born_on: date | None,
    listed_npi: str,
    listed_name_key: str,
    listed_born_on: date | None,
) -> MatchStrength | None:
    """Return how strongly a provider matches a row of a list, None if not. Empty never equals empty."""
    if npi and npi == listed_npi:
        return MatchStrength.NPI
    if npi and listed_npi:
        return None
    if born_on is None or born_on != listed_born_on or not listed_name_key:
        return None
    return MatchStrength.NAME_AND_BIRTH if listed_name_key in name_keys else None


def blocks(strength: MatchStrength, state: MatchState) -> bool:
    """Return whether a match stops a provider now."""
    return state is MatchState.CONFIRMED or (state is MatchState.OPEN and strength is MatchStrength.NPI)
