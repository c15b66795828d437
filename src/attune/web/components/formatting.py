"""How dates, times, zones, money and names are written for people."""

from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Protocol

from django.utils import dateformat
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

MINUS = "−"
_SMALLEST_GROUP = 11
_SYMBOLS = {"USD": "$", "CAD": "CA$", "AUD": "A$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_NO_MINOR_UNIT = {"JPY", "KRW", "VND", "CLP", "ISK"}
_AMERICAN_ZONES = {
    "E": "Eastern",
    "C": "Central",
    "M": "Mountain",
    "P": "Pacific",
    "AK": "Alaska",
    "H": "Hawaii",
    "A": "Atlantic",
}


class Amount(Protocol):
    """Anything with an amount in the currency's smallest unit."""

    @property
    def minor(self) -> int:
        """Return the amount in the smallest unit."""

    @property
    def currency(self) -> str:
        """Return the currency's ISO 4217 code."""


def clock_time(at: datetime, zone: tzinfo) -> str:
    """Return the time of day, as "5:30 PM"."""
    return _told(at.astimezone(zone).time(), pgettext("time format", "g:i A"), get_language())


def short_day(at: datetime, zone: tzinfo) -> str:
    """Return the day as it fits on a key with a time: "Wed, Mar 17"."""
    return _told(at.astimezone(zone).date(), pgettext("short date format", "D, M j"), get_language())


def axis_day(at: datetime, zone: tzinfo) -> str:
    """Return the day as it fits under a drawing: "Mar 17"; the table beside it has the weekday."""
    return _told(at.astimezone(zone).date(), pgettext("axis date format", "M j"), get_language())


def exact_time(at: datetime, zone: tzinfo) -> str:
    """Return the time of day to the second, as "10:23:38 AM"."""
    return dateformat.format(at.astimezone(zone), pgettext("time format", "g:i:s A"))


def day(value: date, *, today: date) -> str:
    """Return the day: "Today" and its neighbors by name, else "Wed, March 17".

    The year stands there only if it is not this one.
    """
    distance = (value - today).days
    if distance == 0:
        return _("Today")
    if abs(distance) == 1:
        return _("Tomorrow") if distance > 0 else _("Yesterday")
    return calendar_day(value, today=today)


def calendar_day(value: date, *, today: date) -> str:
    """Return the day with its weekday, never by a name that changes overnight."""
    if value.year == today.year:
        return _told(value, pgettext("date format", "D, F j"), get_language())
    return _told(value, pgettext("date format", "D, F j, Y"), get_language())


def when(at: datetime, *, now: datetime, zone: tzinfo) -> str:
    """Return day and time, as "Wed, March 17, 5:30 PM" or "Today, 5:30 PM"."""
    return _("%(day)s, %(time)s") % {"day": day_of(at, now=now, zone=zone), "time": clock_time(at, zone)}


def when_within(at: datetime, *, now: datetime, zone: tzinfo) -> str:
    """Return day and time for the middle of a sentence, as "last seen today, 5:30 PM"."""
    return _("%(day)s, %(time)s") % {"day": day_within(at, now=now, zone=zone), "time": clock_time(at, zone)}


def day_of(at: datetime, *, now: datetime, zone: tzinfo) -> str:
    """Return the day an instant falls on for someone in `zone`."""
    return day(at.astimezone(zone).date(), today=now.astimezone(zone).date())


def day_within(at: datetime, *, now: datetime, zone: tzinfo) -> str:
    """Return the same for the middle of a sentence, as "the door opens today"."""
    return date_within(at.astimezone(zone).date(), today=now.astimezone(zone).date())


def date_within(value: date, *, today: date) -> str:
    """Return the day for the middle of a sentence, as "promised for yesterday"."""
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}.get((value - today).days)
    return near or calendar_day(value, today=today)


def full_instant(at: datetime, zone: tzinfo) -> str:
    """Return an instant with nothing left out, as "Wednesday, March 17, 2027, 5:30 PM MDT"."""
    return _instant_told(at, zone, pgettext("date format", "l, F j, Y, g:i A T"), get_language())


def time_span(start: datetime, end: datetime, *, zone: tzinfo) -> str:
    """Return a range of one day, as "10:00 AM to 10:50 AM"."""
    return _("%(start)s to %(end)s") % {"start": clock_time(start, zone), "end": clock_time(end, zone)}


def when_span(start: datetime, end: datetime, *, now: datetime, zone: tzinfo) -> str:
    """Return a range with its day, naming the second day where the range passes midnight."""
    if start.astimezone(zone).date() == end.astimezone(zone).date():
        words = {"day": day_of(start, now=now, zone=zone), "span": time_span(start, end, zone=zone)}
        return _("%(day)s, %(span)s") % words
    ends = {"start": when(start, now=now, zone=zone), "end": when(end, now=now, zone=zone)}
    return _("%(start)s to %(end)s") % ends


def nearness(at: datetime, *, now: datetime, zone: tzinfo) -> str:
    """Return "in 8 minutes" or "8 minutes ago" within an hour, else day and time."""
    minutes = int(abs(at - now).total_seconds() // 60)
    if minutes >= 60:
        return when(at, now=now, zone=zone)
    if minutes == 0:
        return _("now")
    if at > now:
        return ngettext("in %(count)d minute", "in %(count)d minutes", minutes) % {"count": minutes}
    return ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {"count": minutes}


def elapsed(length: timedelta) -> str:
    """Return a length of time in its two largest units, as "6 h 51 min" or "2 days"."""
    minutes = int(length.total_seconds() // 60)
    if minutes >= 48 * 60:
        days = minutes // (24 * 60)
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
    if hours:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(minutes)d min") % {"minutes": rest}


def zone_name(zone: tzinfo, *, at: datetime) -> str:
    """Return what people call a zone: "Mountain" in the United States, else the city's name."""
    key = str(zone)
    letters = (at.astimezone(zone).tzname() or "").removesuffix("T").removesuffix("S").removesuffix("D")
    if key.startswith(("America/", "US/", "Pacific/Honolulu")) and letters in _AMERICAN_ZONES:
        return _AMERICAN_ZONES[letters]
    return key.rpartition("/")[2].replace("_", " ")


def zone_difference(own: tzinfo, other: tzinfo, *, at: datetime) -> str:
    """Return by how much the other's clock differs, as "one hour earlier"; empty if it does not."""
    own_offset, other_offset = at.astimezone(own).utcoffset(), at.astimezone(other).utcoffset()
    assert own_offset is not None
    assert other_offset is not None
    minutes = int((other_offset - own_offset).total_seconds() // 60)
    if minutes == 0:
        return ""
    hours, rest = divmod(abs(minutes), 60)
    if hours == 1 and rest == 0:
        length = _("one hour")
    elif rest == 0:
        length = ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    else:
        length = elapsed(timedelta(minutes=abs(minutes)))
    return (_("%(length)s later") if minutes > 0 else _("%(length)s earlier")) % {"length": length}


def money(amount: Amount, *, signed: bool = False) -> str:
    """Return an amount, as "$1,284.30"; the minus stands before the sign, cents always.

    `signed` writes a plus before what comes in.
    """
    size = abs(amount.minor)
    whole, cents = divmod(size, 100)
    digits = f"{size:,}" if amount.currency in _NO_MINOR_UNIT else f"{whole:,}.{cents:02d}"
    sign = MINUS if amount.minor < 0 else "+" if signed and amount.minor > 0 else ""
    symbol = _SYMBOLS.get(amount.currency, f"{amount.currency} ")
    return f"{sign}{symbol}{digits}"


def share(basis_points: int) -> str:
    """Return a share of a whole, as "14.00%"."""
    sign = MINUS if basis_points < 0 else ""
    return f"{sign}{abs(basis_points) // 100}.{abs(basis_points) % 100:02d}%"


def group_size(count: int) -> str:
    """Return how many people a group has; below 11 it is "not shown", never 0."""
    return _("not shown") if count < _SMALLEST_GROUP else f"{count:,}"


def initials(name: str) -> str:
    """Return at most two letters: of the first and the last word that begin with a letter."""
    words = [word for word in name.replace("“", " ").replace("”", " ").split() if word[0].isalpha()]
    words = [word for word in words if not word.endswith(".")] or words
    if not words:
        return ""
    ends = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0].upper() for word in ends)


@lru_cache(maxsize=10_000)
def _told(value: date | time, pattern: str, _language: str | None) -> str:
    """Return a day, or a time of day, as a pattern has it: the same few stand on page after page."""
    return dateformat.time_format(value, pattern) if isinstance(value, time) else dateformat.format(value, pattern)


@lru_cache(maxsize=10_000)
def _instant_told(at: datetime, zone: tzinfo, pattern: str, _language: str | None) -> str:
    return dateformat.format(at.astimezone(zone), pattern)
