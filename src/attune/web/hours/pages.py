"""What the page about hours shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from attune.scheduling.queries.hours import KeptOff
from attune.scheduling.queries.offerings import OfferingFacts
from attune.scheduling.rules.availability import MIDNIGHT, DateOverride, TimeOff
from attune.web.access import Area
from attune.web.hours.preview import Preview
from attune.web.hours.week_form import Week
from attune.web.hours.wording import at_words, date_words, span


@dataclass(frozen=True, slots=True)
class Kept:
    """A date or a time off that is kept: what it says, and the value its removing posts."""

    title: str
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class OfferingChoice:
    """An offering whose own hours can be set, or whose preview can be seen."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class HoursPage:
    """Everything about when one provider works."""

    title: str
    told: str
    zone: str
    week: Week
    dates: tuple[Kept, ...]
    times_off: tuple[Kept, ...]
    choices: tuple[OfferingChoice, ...]
    previewed: str
    preview: Preview
    url: str
    preview_url: str
    offerings_url: str
    back_url: str
    back_label: str
    is_unsaved: bool


def address(area: Area, provider_id: UUID, name: str = "hours") -> str:
    """Return the address of a page about hours in an area."""
    if area is Area.PRACTICE:
        return reverse(f"practice_provider_{name}", kwargs={"provider_id": provider_id})
    return reverse(f"provider_{name}")


def choices_of(offered: Sequence[OfferingFacts]) -> tuple[OfferingChoice, ...]:
    """Return offerings to choose from."""
    return tuple(OfferingChoice(str(one.offering_id), one.terms.name) for one in offered)


def zone_words(zone: ZoneInfo) -> str:
    """Return a zone by its place, as New York."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def kept_dates(overrides: Sequence[DateOverride], *, today: date) -> tuple[Kept, ...]:
    """Return the dates from today on that differ from the week."""
    return tuple(
        Kept(
            date_words(one.on_date),
            ", ".join(span(hours.opens, hours.closes) for hours in one.hours) or _("Closed"),
            one.on_date.isoformat(),
        )
        for one in overrides
        if one.on_date >= today
    )


def kept_times_off(found: Sequence[KeptOff]) -> tuple[Kept, ...]:
    """Return the times off that are not over."""
    return tuple(Kept(_off_title(one.off), _off_text(one.off), str(one.time_off_id)) for one in found)


def _off_title(off: TimeOff) -> str:
    last = off.ends_on - timedelta(days=1) if off.ends_at_time == MIDNIGHT else off.ends_on
    if last == off.starts_on:
        return date_words(off.starts_on)
    return _("%(first)s to %(last)s") % {"first": date_words(off.starts_on), "last": date_words(last)}


def _off_text(off: TimeOff) -> str:
    if off.starts_at_time == off.ends_at_time == MIDNIGHT:
        return _("All day")
    return _("From %(start)s until %(end)s") % {
        "start": at_words(off.starts_at_time),
        "end": at_words(off.ends_at_time),
    }
