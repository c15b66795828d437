"""A search as an address: read from one, written as one."""

from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.http import urlencode

from attune.directory.rules.facets import FACETS
from attune.directory.rules.request import Search
from attune.kernel.us_states import US_STATES

NAMES: Mapping[str, str] = {
    "specialties": "for",
    "windows": "when",
    "languages": "language",
    "modalities": "method",
    "genders": "gender",
    "age_groups": "age",
    "places": "place",
    "formats": "with",
    "payers": "payer",
}
"""Each facet by its name in the address, in the order they are shown."""

WITHIN_DAYS = (3, 7, 14)
PRICE_MAX = 1_000
TEXT_MAX = 80


def asked_in(told: QueryDict, *, zone: ZoneInfo) -> Search:
    """Return the search an address asks for; what it cannot mean is left out, as if it were not there."""
    state = told.get("state", "").upper()
    within, price = _number(told.get("within", "")), _number(told.get("price", ""))
    return Search(
        zone=zone.key,
        state=state if state in US_STATES else "",
        text=told.get("q", "").replace("\0", "").strip()[:TEXT_MAX],
        price_minor_max=price * 100 if price and price <= PRICE_MAX else None,
        free_within_days=within if within in WITHIN_DAYS else None,
        chosen={
            facet: codes
            for facet, name in NAMES.items()
            if (codes := tuple(code for code in FACETS[facet] if code in told.getlist(name)))
        },
        page=_number(told.get("page", "")) or 1,
    )


def address_of(asked: Search) -> str:
    """Return the question of a search's address: the same search gives the same one, and only what is asked."""
    pairs: list[tuple[str, str]] = []
    if asked.state:
        pairs.append(("state", asked.state))
    if asked.text:
        pairs.append(("q", asked.text))
    pairs += [(name, code) for facet, name in NAMES.items() for code in asked.chosen.get(facet, ())]
    if asked.free_within_days:
        pairs.append(("within", str(asked.free_within_days)))
    if asked.price_minor_max is not None:
        pairs.append(("price", str(asked.price_minor_max // 100)))
    if asked.page > 1:
        pairs.append(("page", str(asked.page)))
    return f"?{urlencode(pairs)}" if pairs else "?"


def without(asked: Search, facet: str, code: str) -> Search:
    """Return the search without one of its choices."""
    left = tuple(one for one in asked.chosen.get(facet, ()) if one != code)
    chosen = {name: codes for name, codes in {**asked.chosen, facet: left}.items() if codes}
    return replace(asked, chosen=chosen, page=1)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else 0
