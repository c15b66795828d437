"""Facets: what a search may be narrowed by, and how many providers each choice would leave."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final
from uuid import UUID

from attune.directory.rules.vocabulary import (
    AGE_GROUPS,
    CONCERNS,
    FORMATS,
    GENDERS,
    LANGUAGES,
    MODALITIES,
    PAYERS,
    PLACES,
    WINDOWS,
)

PUBLISHED: Final[Mapping[str, Mapping[str, str]]] = {
    "specialties": CONCERNS,
    "modalities": MODALITIES,
    "languages": LANGUAGES,
    "genders": GENDERS,
    "age_groups": AGE_GROUPS,
    "places": PLACES,
    "formats": FORMATS,
    "payers": PAYERS,
}
"""What a listing says of itself, by facet; a listing keeps all of it as the bits of one number."""

FACETS: Final[Mapping[str, Mapping[str, str]]] = {**PUBLISHED, "windows": WINDOWS}
"""Every facet with its codes and their labels; windows are known only when somebody looks."""

BITS: Final[Mapping[tuple[str, str], int]] = {
    (facet, code): 1 << place
    for place, (facet, code) in enumerate((facet, code) for facet, codes in FACETS.items() for code in codes)
}
"""The bit of each choice. A choice added in the middle moves the others: the nightly round publishes anew."""

STORED: Final = sum(bit for (facet, _), bit in BITS.items() if facet in PUBLISHED)
assert STORED < 1 << 63, "a listing's choices no longer fit into one number"

BYTES: Final = (len(BITS) + 7) // 8
_SET_BITS: Final = tuple(tuple(bit for bit in range(8) if value >> bit & 1) for value in range(256))

Chosen = Mapping[str, tuple[str, ...]]
"""The codes chosen of each facet: any of a facet's will do, and each facet must be met."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Who meets every choice, and for each choice who would if its facet were that alone."""

    matching: frozenset[UUID]
    counts: Mapping[tuple[str, str], int]

    def count(self, facet: str, code: str) -> int:
        """Return how many providers this choice would leave, all other facets as they are."""
        return self.counts.get((facet, code), 0)


def bits_of(facets: Mapping[str, Iterable[str]]) -> int:
    """Return codes by facet as the bits of one number."""
    return sum({BITS[facet, code] for facet, codes in facets.items() for code in codes})


def count(rows: Iterable[tuple[UUID, int]], *, chosen: Chosen) -> Counted:
    """Count providers over their listings, each given by its provider and the bits it meets.

    A choice counts the providers with a listing that meets it and every other facet's choices.
    """
    wanted = [(_facet_bits(facet), bits_of({facet: codes})) for facet, codes in chosen.items() if codes]
    leaves: dict[UUID, int] = {}
    matching = set()
    for provider_id, bits in rows:
        counted = bits
        unmet = 0
        for all_of_facet, any_of in wanted:
            if not bits & any_of:
                unmet += 1
                if unmet > 1:
                    break
                counted = bits & all_of_facet
        if unmet == 0:
            matching.add(provider_id)
        if unmet <= 1:
            leaves[provider_id] = leaves.get(provider_id, 0) | counted
    return Counted(frozenset(matching), _sums(leaves.values()))


@cache
def _facet_bits(facet: str) -> int:
    return bits_of({facet: FACETS[facet]})


def _sums(providers: Iterable[int]) -> dict[tuple[str, str], int]:
    """Add up bits place by place: a tally of each byte's values, and only then of their bits."""
    whole = b"".join(bits.to_bytes(BYTES, "little") for bits in providers)
    places = [0] * (BYTES * 8)
    for byte in range(BYTES):
        for value, providers_having in Counter(whole[byte::BYTES]).items():
            for bit in _SET_BITS[value]:
                places[byte * 8 + bit] += providers_having
    return {choice: places[bit.bit_length() - 1] for choice, bit in BITS.items()}
