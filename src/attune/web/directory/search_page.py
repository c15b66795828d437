"""The directory's page: what is asked, who is found, and what each further choice would leave."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from attune.directory.queries.search import Page, search, total
from attune.directory.rules.facets import FACETS
from attune.directory.rules.request import PAGE_SIZE, Search
from attune.kernel.us_states import US_STATES
from attune.web.components.formatting import zone_name
from attune.web.components.tables import Pagination
from attune.web.directory.asked import NAMES, WITHIN_DAYS, address_of, without
from attune.web.directory.cards import Card, card_of

LEGENDS: Mapping[str, str | Promise] = {
    "specialties": gettext_lazy("What brings you"),
    "windows": gettext_lazy("When you can come"),
    "languages": gettext_lazy("Language"),
    "modalities": gettext_lazy("Method"),
    "genders": gettext_lazy("Gender of the therapist"),
    "age_groups": gettext_lazy("Who it is for"),
    "places": gettext_lazy("Where"),
    "formats": gettext_lazy("Alone or with others"),
    "payers": gettext_lazy("Payment"),
}
OPEN_AT_FIRST = frozenset({"specialties", "windows"})


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a facet, and how many it would leave."""

    id: str
    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A facet with the choices that lead somewhere."""

    name: str
    legend: str | Promise
    options: tuple[Option, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that is asked, and the address of the same search without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A search with one thing less, and how many it finds."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Pick:
    """One option of a select."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Everything the page draws."""

    heading: str
    told: str
    text: str
    price: str
    states: tuple[Pick, ...]
    within: tuple[Pick, ...]
    groups: tuple[FacetGroup, ...]
    chips: tuple[Chip, ...]
    clear_url: str
    cards: tuple[Card, ...]
    zone: str
    zone_key: str
    pagination: Pagination
    relaxations: tuple[Relaxation, ...]
    is_first_page: bool


def search_page(asked: Search, *, now: datetime) -> SearchPage:
    """Search and return the page. Two queries; where nobody is found, one more for each thing that is asked."""
    page, zone = search(asked, now=now), ZoneInfo(asked.zone)
    return SearchPage(
        heading=_heading(page.total, asked),
        told=_("Sorted by who is free soonest. Nobody pays to stand higher."),
        text=asked.text,
        price=str(asked.price_minor_max // 100) if asked.price_minor_max else "",
        states=tuple(Pick(code, _(label), code == asked.state) for code, label in US_STATES.items()),
        within=tuple(Pick(str(days), _within(days), days == asked.free_within_days) for days in WITHIN_DAYS),
        groups=tuple(_groups(asked, page)),
        chips=tuple(Chip(label, address_of(less)) for label, less in _less(asked)),
        clear_url=reverse("public_therapists"),
        cards=tuple(card_of(found, zone=zone) for found in page.found),
        zone=zone_name(zone, at=now),
        zone_key=zone.key,
        pagination=_pagination(asked, page),
        relaxations=() if page.total else tuple(_relaxations(asked, now)),
        is_first_page=page.number == 1,
    )


def _heading(found: int, asked: Search) -> str:
    if not found:
        is_asked = next(_less(asked), None) is not None
        return _("Nobody meets all of this right now") if is_asked else _("Nobody has a free time right now")
    told = ngettext("%(count)s person you can book", "%(count)s people you can book", found) % {"count": f"{found:,}"}
    return _("{told} in {state}").format(told=told, state=_(US_STATES[asked.state])) if asked.state else told


def _within(days: int) -> str:
    return _("In the next {days} days").format(days=days)


def _groups(asked: Search, page: Page) -> Iterator[FacetGroup]:
    """Yield the facets; a choice that would leave nobody is shown only while it is chosen."""
    for facet, name in NAMES.items():
        chosen = asked.chosen.get(facet, ())
        options = tuple(
            Option(f"{name}-{code}", code, _(label), page.counted.count(facet, code), code in chosen)
            for code, label in FACETS[facet].items()
            if code in chosen or page.counted.count(facet, code)
        )
        if options:
            yield FacetGroup(name, LEGENDS[facet], options, bool(chosen) or facet in OPEN_AT_FIRST)


def _less(asked: Search) -> Iterator[tuple[str, Search]]:
    """Yield each thing that is asked with the search that does not ask it."""
    if asked.state:
        yield _(US_STATES[asked.state]), replace(asked, state="", page=1)
    if asked.text:
        yield f"“{asked.text}”", replace(asked, text="", page=1)
    for facet in NAMES:
        for code in asked.chosen.get(facet, ()):
            yield _(FACETS[facet][code]), without(asked, facet, code)
    if asked.free_within_days:
        yield _within(asked.free_within_days), replace(asked, free_within_days=None, page=1)
    if asked.price_minor_max is not None:
        told = _("Up to ${price}").format(price=asked.price_minor_max // 100)
        yield told, replace(asked, price_minor_max=None, page=1)


def _relaxations(asked: Search, now: datetime) -> Iterator[Relaxation]:
    """Yield what somebody could do without, the most helpful first; one's state is not theirs to change."""
    found = [
        Relaxation(label, count, address_of(less))
        for label, less in _less(asked)
        if less.state == asked.state and (count := total(less, now=now))
    ]
    yield from sorted(found, key=lambda one: -one.count)


def _pagination(asked: Search, page: Page) -> Pagination:
    first = (page.number - 1) * PAGE_SIZE + 1
    last = first + len(page.found) - 1
    return Pagination(
        _("{first} to {last} of {total}").format(first=first, last=last, total=page.total),
        before_url=address_of(replace(asked, page=page.number - 1)) if page.number > 1 else "",
        after_url=address_of(replace(asked, page=page.number + 1)) if page.number < page.pages else "",
    )
