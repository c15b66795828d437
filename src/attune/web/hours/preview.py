"""What patients will see: the next two weeks of an offering, day by day, on the provider's clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attune.kernel.interval import Interval
from attune.scheduling.rules.zone_transitions import Transition, transitions
from attune.web.components.formatting import clock_time, day, zone_name
from attune.web.components.notices import Alert, Tone

DAYS = 14


@dataclass(frozen=True, slots=True)
class PreviewDay:
    """A day, and the starts that can be booked on it."""

    label: str
    count: str
    times: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """Two weeks of an offering. ``why_empty`` says why there is nothing to see."""

    offering: str
    zone: str
    days: tuple[PreviewDay, ...] = ()
    total: str = ""
    why_empty: str = ""
    changes: tuple[Alert, ...] = ()


def previewed(during: datetime) -> Interval:
    """Return the stretch a preview shows from a moment on."""
    return Interval(during, during + timedelta(days=DAYS))


def preview_of(name: str, slots: Sequence[Interval], *, now: datetime, zone: ZoneInfo) -> Preview:
    """Return the preview of an offering's slots."""
    today = now.astimezone(zone).date()
    by_day: dict[date, list[str]] = {today + timedelta(days=after): [] for after in range(DAYS)}
    for slot in slots:
        label = clock_time(slot.start, zone)
        times = by_day.setdefault(slot.start.astimezone(zone).date(), [])
        # In the fold of autumn a time comes twice, as two instants: the second says so.
        times.append(_("%(time)s again") % {"time": label} if label in times else label)
    days = tuple(
        PreviewDay(day(on, today=today), _count(len(times)), tuple(times)) for on, times in sorted(by_day.items())
    )
    told = ngettext("%(count)d time to choose from", "%(count)d times to choose from", len(slots))
    return Preview(
        offering=name,
        zone=zone_name(zone, at=now),
        days=days,
        total=told % {"count": len(slots)},
        changes=tuple(_change(change, zone, today=today) for change in transitions(zone, previewed(now))),
    )


def _count(number: int) -> str:
    if number == 0:
        return _("nothing")
    return ngettext("%(count)d time", "%(count)d times", number) % {"count": number}


def _change(change: Transition, zone: ZoneInfo, *, today: date) -> Alert:
    on = day(change.at.astimezone(zone).date(), today=today)
    before, after = change.at - timedelta(minutes=1), change.at
    told = {"day": on, "last": clock_time(before, zone), "first": clock_time(after, zone)}
    title = _("Clocks change: %(day)s") % told
    if change.offset_after > change.offset_before:
        text = _("After %(last)s comes %(first)s. Times in between are not offered; your hours stay as they are.")
    else:
        text = _("After %(last)s comes %(first)s again. Hours in that time are offered twice.")
    return Alert(title, text % told, Tone.NOTE)
