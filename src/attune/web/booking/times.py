"""Possible starts as a strip of days and keys for times, on the clock of who looks."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from attune.web.components.formatting import clock_time, when, zone_difference, zone_name
from attune.web.components.slots import PartOfDay, Slot, SlotDay, SlotPicker

NOON, EVENING = 12, 17
DAYS_SHOWN = 14
REGION = "free-times"
CLOSE_BY = 3


@dataclass(frozen=True, slots=True)
class Clocks:
    """Whose clock times are shown on, and whose else matters. ``own`` None: nobody knows the viewer's."""

    own: ZoneInfo | None
    provider: ZoneInfo
    provider_name: str

    @property
    def shown(self) -> ZoneInfo:
        """The zone times are shown in."""
        return self.own or self.provider


def picker(
    starts: Sequence[datetime],
    *,
    clocks: Clocks,
    now: datetime,
    url_of_day: Callable[[date], str],
    wanted_day: date | None = None,
    chosen: datetime | None = None,
    taken: Iterable[datetime] = (),
) -> SlotPicker:
    """Return the picker of one day's times, of the wanted day or else the first that has any.

    ``taken`` are starts that were free when the page was drawn: struck through, for once.
    """
    zone = clocks.shown
    by_day = _by_day(starts, zone)
    day = wanted_day or (chosen.astimezone(zone).date() if chosen else min(by_day, default=now.astimezone(zone).date()))
    gone = {start for start in taken if start.astimezone(zone).date() == day}
    shown = sorted({*by_day.get(day, ()), *gone})
    return SlotPicker(
        days_label=_("Day"),
        days=tuple(_day(one, len(by_day.get(one, ())), day, url_of_day(one)) for one in _strip(by_day, day)),
        parts=_parts(shown, day=day, zone=zone, chosen=chosen, gone=gone),
        zone=_zone_words(zone, now),
        difference=_difference(clocks, at=shown[0] if shown else now),
        time_name="starts_at",
        is_other_zone=clocks.own is None,
        region=REGION,
    )


def close_to(starts: Sequence[datetime], wanted: datetime) -> tuple[datetime, ...]:
    """Return a few starts close to a wanted one, in their order."""
    return tuple(sorted(sorted(starts, key=lambda start: abs(start - wanted))[:CLOSE_BY]))


def in_words(starts: Iterable[datetime], *, now: datetime, zone: ZoneInfo) -> str:
    """Return several starts in a sentence: "Today, 5:30 PM; Thu, March 18, 6:00 PM"."""
    return "; ".join(when(start, now=now, zone=zone) for start in starts)


def start_told(text: str) -> datetime | None:
    """Return the instant a form tells, or None for what is none."""
    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        return None
    return start if start.tzinfo is not None else None


def day_told(text: str) -> date | None:
    """Return the day an address tells, or None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _by_day(starts: Iterable[datetime], zone: ZoneInfo) -> dict[date, list[datetime]]:
    found: dict[date, list[datetime]] = defaultdict(list)
    for start in starts:
        found[start.astimezone(zone).date()].append(start)
    return found


def _strip(by_day: dict[date, list[datetime]], day: date) -> list[date]:
    """Return the days to show: from the first that has a time, two weeks on, and always the shown one."""
    first = min([*by_day, day])
    if day >= first + timedelta(days=DAYS_SHOWN):
        first = day - timedelta(days=DAYS_SHOWN // 2)
    return [first + timedelta(days=number) for number in range(DAYS_SHOWN)]


def _day(one: date, free: int, chosen: date, url: str) -> SlotDay:
    return SlotDay(
        value=one.isoformat(),
        weekday=dateformat.format(one, pgettext("date format", "D")),
        number=one.day,
        count=ngettext("%(count)d free", "%(count)d free", free) % {"count": free} if free else _("none"),
        is_chosen=one == chosen,
        is_full=free == 0,
        url=url,
    )


def _parts(
    shown: Sequence[datetime], *, day: date, zone: ZoneInfo, chosen: datetime | None, gone: set[datetime]
) -> tuple[PartOfDay, ...]:
    slots: dict[str, list[Slot]] = defaultdict(list)
    for start in shown:
        hour = start.astimezone(zone).hour
        name = _("Morning") if hour < NOON else _("Afternoon") if hour < EVENING else _("Evening")
        is_gone = start in gone
        slots[name].append(
            Slot(
                start.isoformat(), clock_time(start, zone), is_chosen=start == chosen and not is_gone, is_taken=is_gone
            )
        )
    whole = dateformat.format(day, pgettext("date format", "l, F j"))
    headings = [
        _("%(day)s: %(part)s") % {"day": whole, "part": name.lower()} if index == 0 else name
        for index, name in enumerate(slots)
    ]
    return tuple(PartOfDay(heading, tuple(found)) for heading, found in zip(headings, slots.values(), strict=True))


def _zone_words(zone: ZoneInfo, now: datetime) -> str:
    name, short = zone_name(zone, at=now), now.astimezone(zone).tzname() or ""
    return f"{name} ({short})" if short.isalpha() else name


def _difference(clocks: Clocks, *, at: datetime) -> str:
    difference = "" if clocks.own is None else zone_difference(clocks.own, clocks.provider, at=at)
    if not difference:
        return ""
    told = {"name": clocks.provider_name, "zone": zone_name(clocks.provider, at=at), "difference": difference}
    return _("%(name)s is in %(zone)s time, %(difference)s.") % told
