"""Dates, times and money for people: `{% when session.starts_at %}`, `{{ price|money }}`.

Times are the viewer's: the active time zone of `django.utils.timezone`.
"""

from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from attune.web.components import formatting

register = template.Library()


@register.simple_tag(takes_context=True)
def when(context: template.Context, at: datetime) -> SafeString:
    """Return day and time: "Wed, March 17, 5:30 PM"."""
    zone = timezone.get_current_timezone()
    return _instant(at, formatting.when(at, now=_now(context), zone=zone))


@register.simple_tag(takes_context=True)
def when_within(context: template.Context, at: datetime) -> SafeString:
    """Return day and time for the middle of a sentence: "today, 5:30 PM"."""
    zone = timezone.get_current_timezone()
    return _instant(at, formatting.when_within(at, now=_now(context), zone=zone))


@register.simple_tag(takes_context=True)
def nearness(context: template.Context, at: datetime) -> SafeString:
    """Return "in 8 minutes" within an hour, else day and time."""
    zone = timezone.get_current_timezone()
    return _instant(at, formatting.nearness(at, now=_now(context), zone=zone))


@register.simple_tag(takes_context=True)
def when_span(context: template.Context, start: datetime, end: datetime) -> SafeString:
    """Return a range with its day: "Wed, March 17, 10:00 AM to 10:50 AM"."""
    zone = timezone.get_current_timezone()
    return _instant(start, formatting.when_span(start, end, now=_now(context), zone=zone))


@register.simple_tag(takes_context=True)
def day(context: template.Context, value: date) -> SafeString:
    """Return a day: "Today", "Tomorrow", "Wed, March 17"."""
    zone = timezone.get_current_timezone()
    if isinstance(value, datetime):
        return _instant(value, formatting.day_of(value, now=_now(context), zone=zone))
    words = formatting.day(value, today=_now(context).astimezone(zone).date())
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.simple_tag
def time_span(start: datetime, end: datetime) -> SafeString:
    """Return a range of one day: "10:00 AM to 10:50 AM"."""
    return _instant(start, formatting.time_span(start, end, zone=timezone.get_current_timezone()))


@register.filter
def short_day(at: datetime) -> SafeString:
    """Return the day as it fits on a key: "Wed, Mar 17"."""
    return _instant(at, formatting.short_day(at, timezone.get_current_timezone()))


@register.filter
def clock_time(at: datetime) -> SafeString:
    """Return the time of day: "5:30 PM"."""
    return _instant(at, formatting.clock_time(at, timezone.get_current_timezone()))


@register.filter
def exact_time(at: datetime) -> SafeString:
    """Return the time of day to the second: "10:23:38 AM"."""
    return _instant(at, formatting.exact_time(at, timezone.get_current_timezone()))


@register.simple_tag(takes_context=True)
def zone(context: template.Context) -> str:
    """Return the name of the viewer's zone: "Mountain"."""
    return formatting.zone_name(timezone.get_current_timezone(), at=_now(context))


@register.filter
def money(amount: formatting.Amount) -> str:
    """Return an amount: "$1,284.30"."""
    return formatting.money(amount)


@register.filter
def signed_money(amount: formatting.Amount) -> str:
    """Return an amount that says whether it comes or goes: "+$23.10"."""
    return formatting.money(amount, signed=True)


@register.filter
def share(basis_points: int) -> str:
    """Return a share of a whole: "14.00%"."""
    return formatting.share(basis_points)


@register.filter
def elapsed(length: timedelta) -> str:
    """Return a length of time: "6 h 51 min"."""
    return formatting.elapsed(length)


def _instant(at: datetime, words: str) -> SafeString:
    title = formatting.full_instant(at, timezone.get_current_timezone())
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), title, words)


def _now(context: template.Context) -> datetime:
    """The page's clock, which may be moved; else the machine's."""
    now = context.get("now")
    if callable(now):
        now = now()
    return now if isinstance(now, datetime) else timezone.now()
