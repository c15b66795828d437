"""The places of each area in both editions; a place shows once its page exists.

Source: docs/reference/components.md#navigation.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from attune.web.components.shell import BAR_PLACES, Count, NavItem

Text = str | Promise


class Area(StrEnum):
    """The five areas."""

    PUBLIC = "public"
    PATIENT = "patient"
    PROVIDER = "provider"
    PRACTICE = "practice"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Place:
    """A page of an area: what it is called, its icon, and the name of its URL."""

    label: Text
    icon: str
    url_name: str
    heading: Text = ""


_PUBLIC_MARKETPLACE = (
    Place(_("How it works"), "", "public:how_it_works"),
    Place(_("Find someone"), "", "public:therapists"),
    Place(_("Prices"), "", "public:prices"),
    Place(_("For practices"), "", "public:for_practices"),
)
_PUBLIC_CLINIC = (
    Place(_("How it works"), "", "public:how_it_works"),
    Place(_("Our team"), "", "public:team"),
    Place(_("Prices"), "", "public:prices"),
)
_PATIENT_FIRST = (
    Place(_("Home"), "home", "patient:home"),
    Place(_("Sessions"), "calendar", "patient:sessions"),
    Place(_("Messages"), "message", "patient:messages"),
    Place(_("Bills"), "money", "patient:bills"),
    Place(_("Check-ins"), "pulse", "patient:check_ins"),
    Place(_("My record"), "note", "patient:record"),
)
_PATIENT_TEAM = Place(_("My care team"), "people", "patient:team")
_PATIENT_DETAILS = Place(_("My details"), "person", "patient:details")
_PROVIDER_DAY = (
    Place(_("Today"), "home", "provider:home"),
    Place(_("Calendar"), "calendar", "provider:calendar"),
    Place(_("Patients"), "people", "provider:patients"),
    Place(_("Messages"), "message", "provider:messages"),
    Place(_("Notes to sign"), "note", "provider:notes"),
)
_PROVIDER_EARNINGS = Place(_("Earnings"), "money", "provider:earnings")
_PROVIDER_SET_UP = (
    Place(_("Hours"), "clock", "provider:hours", heading=_("My practice")),
    Place(_("What I offer"), "list", "provider:offerings", heading=_("My practice")),
    Place(_("Credentials"), "shield", "provider:credentials", heading=_("My practice")),
)
_PROVIDER_PROFILE = Place(_("Public profile"), "person", "provider:profile", heading=_("My practice"))
_PRACTICE_MARKETPLACE = (
    Place(_("Overview"), "home", "practice:home"),
    Place(_("Members"), "people", "practice:members"),
    Place(_("Calendar"), "calendar", "practice:calendar"),
    Place(_("Money"), "money", "practice:money"),
    Place(_("Credentials"), "shield", "practice:credentials"),
    Place(_("Numbers"), "chart", "practice:numbers"),
    Place(_("Offerings"), "list", "practice:offerings", heading=_("Set up")),
    Place(_("Policies"), "sliders", "practice:policies", heading=_("Set up")),
    Place(_("Agreements"), "note", "practice:agreements", heading=_("Set up")),
    Place(_("Access log"), "eye", "practice:access_log", heading=_("Set up")),
)
_PRACTICE_CLINIC = (
    Place(_("Today"), "home", "practice:home"),
    Place(_("Intake"), "door", "practice:intake"),
    Place(_("Calendar"), "calendar", "practice:calendar"),
    Place(_("Inbox"), "message", "practice:inbox"),
    Place(_("Team"), "people", "practice:members"),
    Place(_("Numbers"), "chart", "practice:numbers"),
    Place(_("Services"), "list", "practice:offerings", heading=_("Set up")),
    Place(_("Policies"), "sliders", "practice:policies", heading=_("Set up")),
    Place(_("Attestations"), "note", "practice:agreements", heading=_("Set up")),
    Place(_("Access log"), "eye", "practice:access_log", heading=_("Set up")),
)
_OPERATOR_MARKETPLACE = (
    Place(_("Today"), "home", "operator:home"),
    Place(_("Practices"), "building", "operator:practices"),
    Place(_("Payments"), "money", "operator:payments"),
    Place(_("Insights"), "chart", "operator:insights"),
    Place(_("Credentialing"), "shield", "operator:credentialing"),
    Place(_("Bookings"), "calendar", "operator:bookings"),
    Place(_("Payouts"), "swap", "operator:payouts"),
    Place(_("Matching"), "sliders", "operator:matching"),
    Place(_("Agreements"), "note", "operator:agreements", heading=_("Rules")),
    Place(_("Promotions"), "tag", "operator:promotions", heading=_("Rules")),
    Place(_("Jobs"), "bolt", "operator:jobs", heading=_("Rules")),
    Place(_("Audit"), "eye", "operator:audit", heading=_("Rules")),
)
_OPERATOR_CLINIC = (
    Place(_("Health"), "pulse", "operator:home"),
    Place(_("Jobs"), "bolt", "operator:jobs"),
    Place(_("Audit"), "eye", "operator:audit"),
)
PLACES: Mapping[str, Mapping[Area, tuple[Place, ...]]] = {
    "marketplace": {
        Area.PUBLIC: _PUBLIC_MARKETPLACE,
        Area.PATIENT: (*_PATIENT_FIRST, _PATIENT_DETAILS),
        Area.PROVIDER: (*_PROVIDER_DAY, _PROVIDER_EARNINGS, *_PROVIDER_SET_UP, _PROVIDER_PROFILE),
        Area.PRACTICE: _PRACTICE_MARKETPLACE,
        Area.OPERATOR: _OPERATOR_MARKETPLACE,
    },
    "clinic": {
        Area.PUBLIC: _PUBLIC_CLINIC,
        Area.PATIENT: (*_PATIENT_FIRST, _PATIENT_TEAM, _PATIENT_DETAILS),
        Area.PROVIDER: (*_PROVIDER_DAY, *_PROVIDER_SET_UP),
        Area.PRACTICE: _PRACTICE_CLINIC,
        Area.OPERATOR: _OPERATOR_CLINIC,
    },
}


def navigation(
    area: Area,
    *,
    edition: str,
    path: str,
    counts: Mapping[str, Count] | None = None,
    allowed: Callable[[str], bool] = lambda url_name: True,
) -> tuple[NavItem, ...]:
    """Return an area's places whose pages exist and which the person may open.

    `counts` is by URL name; `path` is the page being shown and marks the current
    place; the first four places are the phone's bar, the others stand behind More.
    """
    found = [
        NavItem(
            label=str(place.label),
            url=url,
            icon=place.icon,
            count=(counts or {}).get(place.url_name),
            heading=str(place.heading),
        )
        for place in PLACES[edition][area]
        if allowed(place.url_name) and (url := _address(place.url_name))
    ]
    current = _current_url([item.url for item in found], path)
    return tuple(
        replace(item, is_current=item.url == current, is_deep=index >= BAR_PLACES) for index, item in enumerate(found)
    )


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _current_url(urls: list[str], path: str) -> str:
    """The longest address that the path lies under."""
    under = [url for url in urls if path == url or path.startswith(url.rstrip("/") + "/")]
    return max(under, key=len, default="")
