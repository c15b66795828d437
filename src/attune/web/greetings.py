"""The first line of a home page."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from attune.web.components.formatting import calendar_day, day_of

NOON, EVENING = 12, 17


def greeting(name: str, *, at: datetime) -> str:
    """Return the greeting of the hour with the first of somebody's names: "Good morning, Mina"."""
    hour = at.astimezone(timezone.get_current_timezone()).hour
    words = _("Good morning, %(name)s") if hour < NOON else _("Good afternoon, %(name)s")
    return (words if hour < EVENING else _("Good evening, %(name)s")) % {"name": name.split()[0]}


def day_line(at: datetime) -> str:
    """Return the day in the viewer's zone, with its weekday."""
    today = at.astimezone(timezone.get_current_timezone()).date()
    return calendar_day(today, today=today)


def day_in_sentence(at: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """Return a day as it stands inside a sentence: "today", "Wed, March 17"."""
    told = day_of(at, now=now, zone=zone)
    is_near = abs(at.astimezone(zone).date() - now.astimezone(zone).date()).days <= 1
    return told[0].lower() + told[1:] if is_near else told


def viewer_zone() -> ZoneInfo:
    """Return the zone of who looks."""
    zone = timezone.get_current_timezone()
    assert isinstance(zone, ZoneInfo)
    return zone
