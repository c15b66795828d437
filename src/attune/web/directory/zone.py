"""On whose clock a public page shows times."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest

from attune.web.access import person_of

COOKIE = "attune_zone"
"""Set by ``own-zone.js``: the zone of the device. It says nothing of who somebody is."""

UNKNOWN = ZoneInfo("America/New_York")


def zone_of_viewer(request: HttpRequest) -> ZoneInfo:
    """Return the zone of whoever looks: their account's, else their device's, else Eastern."""
    person = person_of(request)
    if person is not None:
        return ZoneInfo(person.zone)
    return zone_of_device(request) or UNKNOWN


def zone_of_device(request: HttpRequest) -> ZoneInfo | None:
    """Return the zone the device told, None while it told none."""
    try:
        return ZoneInfo(request.COOKIES.get(COOKIE, ""))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
