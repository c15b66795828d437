"""Somebody who can be booked, as pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attune.credentialing.rules.professions import PROFESSIONS, Profession
from attune.directory.queries.rows import ListingRow
from attune.directory.queries.search import Found
from attune.directory.rules.vocabulary import AGE_GROUPS, CONCERNS, FORMATS, LANGUAGES, MODALITIES, PAYERS, PLACES
from attune.kernel.money import Money
from attune.kernel.us_states import US_STATES
from attune.web.components.figures import Fact
from attune.web.components.formatting import clock_time, money, short_day
from attune.web.components.people import Portrait

TIMES_SHOWN = 3
EXCERPT_LENGTH = 220


@dataclass(frozen=True, slots=True)
class FreeTime:
    """One start, and where it is booked; without an address it is only told."""

    starts_at: datetime
    day: str
    time: str
    url: str


@dataclass(frozen=True, slots=True)
class Offered:
    """Something that can be booked, with its price and next free times."""

    offering_id: UUID
    name: str
    told: str
    price: str
    times: tuple[FreeTime, ...]
    all_times_url: str


@dataclass(frozen=True, slots=True)
class Card:
    """A provider on a list."""

    portrait: Portrait
    name: str
    profession: str
    practice_name: str
    excerpt: str
    tags: tuple[str, ...]
    languages: str
    price: str
    price_told: str
    times: tuple[FreeTime, ...]
    all_times_url: str
    url: str


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """A provider's own page."""

    card: Card
    paragraphs: tuple[str, ...]
    facts: tuple[Fact, ...]
    offered: tuple[Offered, ...]
    is_taking_patients: bool


def card_of(found: Found, *, zone: ZoneInfo) -> Card:
    """Return somebody as a list shows them."""
    first = found.first
    lowest = Money(found.price_minor_min, first.currency)
    others = _("others from {price}").format(price=money(lowest)) if lowest.minor < first.price_minor else ""
    return Card(
        portrait=Portrait(found.provider_id, first.provider_name),
        name=name_of(first),
        profession=profession_label(first.profession),
        practice_name=first.practice_name,
        excerpt=excerpt_of(first.approach),
        tags=tuple(_(CONCERNS[code]) for code in first.specialties),
        languages=labels_of(LANGUAGES, first.languages),
        price=money(Money(first.price_minor, first.currency)),
        price_told="; ".join(filter(None, (told_of(first), others))),
        times=times_of(first, zone=zone),
        all_times_url=booking_url(first.offering_id),
        url=reverse("public_therapist", args=[first.slug]),
    )


def profile_page(found: Found, *, zone: ZoneInfo) -> ProfilePage:
    """Return a provider's own page."""
    first = found.first
    facts = (
        (_("May see people in"), labels_of(US_STATES, first.states)),
        (_("Works with"), labels_of(CONCERNS, first.specialties)),
        (_("Methods"), labels_of(MODALITIES, first.modalities)),
        (_("Speaks"), labels_of(LANGUAGES, first.languages)),
        (_("Sees"), labels_of(AGE_GROUPS, first.age_groups)),
        (_("Payment"), labels_of(PAYERS, first.payers)),
    )
    return ProfilePage(
        card=card_of(found, zone=zone),
        paragraphs=tuple(part.strip() for part in first.approach.splitlines() if part.strip()),
        facts=tuple(Fact(label, value) for label, value in facts if value),
        offered=tuple(
            Offered(
                row.offering_id,
                row.offering_name,
                told_of(row),
                money(Money(row.price_minor, row.currency)),
                times_of(row, zone=zone) if row.takes_new_patients else (),
                booking_url(row.offering_id) if row.takes_new_patients else "",
            )
            for row in found.offerings
        ),
        is_taking_patients=any(row.takes_new_patients for row in found.offerings),
    )


def name_of(row: ListingRow) -> str:
    """Return the provider's name with the letters of their profession."""
    return f"{row.provider_name}, {row.letters}" if row.letters else row.provider_name


def profession_label(code: str) -> str:
    """Return what a profession is called."""
    return _(PROFESSIONS[Profession(code)].label)


def told_of(row: ListingRow) -> str:
    """Return an offering in a line: "50 minutes, individual, video or phone"."""
    length = ngettext("%(minutes)d minute", "%(minutes)d minutes", row.minutes) % {"minutes": row.minutes}
    places = _(" or ").join(_(PLACES[code]).lower() for code in row.places)
    return ", ".join(part for part in (length, _(FORMATS[row.format]).lower(), places) if part)


def times_of(row: ListingRow, *, zone: ZoneInfo) -> tuple[FreeTime, ...]:
    """Return the next free starts of an offering on the viewer's clock."""
    book = booking_url(row.offering_id)
    return tuple(
        FreeTime(
            starts_at=start,
            day=short_day(start, zone),
            time=clock_time(start, zone),
            url=f"{book}?{urlencode({'starts_at': start.isoformat()})}" if book else "",
        )
        for start in row.next_free(TIMES_SHOWN)
    )


def booking_url(offering_id: UUID) -> str:
    """Return where a time of an offering is chosen."""
    try:
        return reverse("choose_time", args=[offering_id])
    except NoReverseMatch:
        return ""


def excerpt_of(approach: str) -> str:
    """Return the beginning of a text, whole where it is short."""
    text = " ".join(approach.split())
    return text if len(text) <= EXCERPT_LENGTH else f"{text[:EXCERPT_LENGTH].rsplit(' ', 1)[0]} …"


def labels_of(labels: Mapping[str, str], codes: tuple[str, ...]) -> str:
    """Return codes in words, in a row."""
    return ", ".join(_(labels[code]) for code in codes)
