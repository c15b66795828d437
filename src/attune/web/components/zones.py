"""The time zones of the United States, to choose from."""

from django.utils.translation import gettext_lazy as _

from attune.web.components.text import Text

ZONES = (
    ("America/New_York", _("Eastern")),
    ("America/Chicago", _("Central")),
    ("America/Denver", _("Mountain")),
    ("America/Phoenix", _("Arizona")),
    ("America/Los_Angeles", _("Pacific")),
    ("America/Anchorage", _("Alaska")),
    ("Pacific/Honolulu", _("Hawaii")),
)


def zones_with(zone: str) -> tuple[tuple[str, Text], ...]:
    """Return the zones to choose from, and somebody's own (IANA name) by its city where it is another one."""
    if zone in dict(ZONES):
        return ZONES
    return (*ZONES, (zone, zone.rpartition("/")[2].replace("_", " ")))
