"""The places of each area in both editions; a place shows once its page exists.

Source: docs/reference/components.md#navigation.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from attune.web.access import Area
from attune.web.components.shell import BAR_PLACES, Count, NavItem
from attune.web.components.text import Text
from attune.web.named_pages import named_page


@dataclass(frozen=True, slots=True)
class NavPlace:
    """A page of an area: what it is called, its icon, and the name of its URL."""

    label: Text
    icon: str
    url_name: str
    heading: Text = ""


_PUBLIC_MARKETPLACE = (
    NavPlace(_("How it works"), "", "public_how_it_works"),
    NavPlace(_("Find someone"), "", "public_therapists"),
    NavPlace(_("Prices"), "", "public_prices"),
    NavPlace(_("For practices"), "", "public_for_practices"),
)
_PUBLIC_CLINIC = (
    NavPlace(_("How it works"), "", "public_how_it_works"),
    NavPlace(_("Our team"), "", "public_team"),
    NavPlace(_("Prices"), "", "public_prices"),
)
_PATIENT_FIRST = (
    NavPlace(_("Home"), "home", "patient_home"),
    NavPlace(_("Sessions"), "calendar", "patient_sessions"),
    NavPlace(_("Messages"), "message", "patient_messages"),
    NavPlace(_("Check-ins"), "pulse", "patient_measures"),
    NavPlace(_("Payments"), "money", "patient_payments"),
    NavPlace(_("My record"), "note", "patient_record"),
)
_PATIENT_TEAM = NavPlace(_("My care team"), "people", "patient_team")
_PATIENT_DETAILS = NavPlace(_("My details"), "person", "patient_details")
_PROVIDER_DAY = (
    NavPlace(_("Today"), "home", "provider_home"),
    NavPlace(_("Calendar"), "calendar", "provider_calendar"),
    NavPlace(_("Patients"), "people", "provider_clients"),
    NavPlace(_("Messages"), "message", "provider_messages"),
    NavPlace(_("Notes to sign"), "note", "provider_notes"),
)
_PROVIDER_EARNINGS = NavPlace(_("Earnings"), "money", "provider_earnings")
_PROVIDER_SET_UP = (
    NavPlace(_("Hours"), "clock", "provider_hours", heading=_("My practice")),
    NavPlace(_("What I offer"), "list", "provider_offerings", heading=_("My practice")),
    NavPlace(_("Credentials"), "shield", "provider_credentials", heading=_("My practice")),
)
_PROVIDER_PROFILE = NavPlace(_("Public profile"), "person", "provider_profile", heading=_("My practice"))
_PROVIDER_ATTESTATIONS = NavPlace(_("Attestations"), "note", "provider_agreements", heading=_("My practice"))
_PROVIDER_TEAM_PAGE = NavPlace(_("My team page"), "person", "provider_profile", heading=_("My practice"))
_PRACTICE_MARKETPLACE = (
    NavPlace(_("Overview"), "home", "practice_home"),
    NavPlace(_("Members"), "people", "members"),
    NavPlace(_("Calendar"), "calendar", "practice_calendar"),
    NavPlace(_("Payments"), "money", "practice_payments"),
    NavPlace(_("Finances"), "chart", "practice_finances"),
    NavPlace(_("Credentials"), "shield", "practice_credentials"),
    NavPlace(_("Numbers"), "chart", "practice_numbers"),
    NavPlace(_("Offerings"), "list", "practice_offerings", heading=_("Set up")),
    NavPlace(_("Policies"), "sliders", "practice_policies", heading=_("Set up")),
    NavPlace(_("Agreements"), "note", "practice_agreements", heading=_("Set up")),
    NavPlace(_("Access log"), "eye", "access_log", heading=_("Set up")),
    NavPlace(_("Messages sent"), "message", "deliveries", heading=_("Set up")),
    NavPlace(_("API tokens"), "key", "api_tokens", heading=_("Set up")),
)
_PRACTICE_CLINIC = (
    NavPlace(_("Today"), "home", "practice_home"),
    NavPlace(_("Intake"), "door", "practice_intake"),
    NavPlace(_("Calendar"), "calendar", "practice_calendar"),
    NavPlace(_("Inbox"), "message", "practice_inbox"),
    NavPlace(_("Team"), "people", "members"),
    NavPlace(_("Payments"), "money", "practice_payments"),
    NavPlace(_("Credentials"), "shield", "practice_credentials"),
    NavPlace(_("Numbers"), "chart", "practice_numbers"),
    NavPlace(_("Employment"), "person", "practice_hiring", heading=_("Set up")),
    NavPlace(_("States"), "building", "practice_states", heading=_("Set up")),
    NavPlace(_("Services"), "list", "practice_offerings", heading=_("Set up")),
    NavPlace(_("Policies"), "sliders", "practice_policies", heading=_("Set up")),
    NavPlace(_("Attestations"), "note", "practice_agreements", heading=_("Set up")),
    NavPlace(_("Access log"), "eye", "access_log", heading=_("Set up")),
    NavPlace(_("Messages sent"), "message", "deliveries", heading=_("Set up")),
    NavPlace(_("API tokens"), "key", "api_tokens", heading=_("Set up")),
)
_OPERATOR_MARKETPLACE = (
    NavPlace(_("Today"), "home", "operator_home"),
    NavPlace(_("Practices"), "building", "operator_practices"),
    NavPlace(_("Payments"), "money", "operator_payments"),
    NavPlace(_("Insights"), "chart", "operator_numbers"),
    NavPlace(_("Credentialing"), "shield", "operator_credentialing"),
    NavPlace(_("Bookings"), "calendar", "operator_bookings"),
    NavPlace(_("Payouts"), "swap", "operator_payouts"),
    NavPlace(_("Exceptions"), "alert", "operator_exceptions"),
    NavPlace(_("Matching"), "sliders", "operator_matching"),
    NavPlace(_("Agreements"), "note", "operator_agreements", heading=_("Rules")),
    NavPlace(_("Promotions"), "tag", "operator_promotions", heading=_("Rules")),
    NavPlace(_("Jobs"), "bolt", "operator_jobs", heading=_("Rules")),
    NavPlace(_("Audit"), "eye", "operator_audit", heading=_("Rules")),
    NavPlace(_("Team"), "people", "operator_members", heading=_("Rules")),
    NavPlace(_("Messages sent"), "message", "operator_deliveries", heading=_("Rules")),
    NavPlace(_("Edition"), "shield", "operator_edition", heading=_("Rules")),
    NavPlace(_("API tokens"), "key", "operator_api_tokens", heading=_("Rules")),
)
_OPERATOR_CLINIC = (
    NavPlace(_("Health"), "pulse", "operator_home"),
    NavPlace(_("Jobs"), "bolt", "operator_jobs"),
    NavPlace(_("Audit"), "eye", "operator_audit"),
    NavPlace(_("Team"), "people", "operator_members"),
    NavPlace(_("Messages sent"), "message", "operator_deliveries"),
    NavPlace(_("Edition"), "shield", "operator_edition"),
    NavPlace(_("API tokens"), "key", "operator_api_tokens"),
)
PLACES: Mapping[str, Mapping[Area, tuple[NavPlace, ...]]] = {
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
        Area.PROVIDER: (*_PROVIDER_DAY, *_PROVIDER_SET_UP, _PROVIDER_TEAM_PAGE, _PROVIDER_ATTESTATIONS),
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
    allowed: Callable[[str], bool] = lambda _url_name: True,
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
        if (url := _address(place.url_name)) and allowed(place.url_name)
    ]
    current = _current_url([item.url for item in found], path)
    return tuple(
        replace(item, is_current=item.url == current, is_deep=index >= BAR_PLACES) for index, item in enumerate(found)
    )


def place_label(area: Area, url_name: str, *, edition: str) -> str:
    """Return what a place of an area is called in an edition, for the page that stands there."""
    return str(next(place.label for place in PLACES[edition][area] if place.url_name == url_name))


def _address(url_name: str) -> str:
    page = named_page(url_name)
    return page.url if page else ""


def _current_url(urls: list[str], path: str) -> str:
    """The longest address that the path lies under."""
    under = [url for url in urls if path == url or path.startswith(url.rstrip("/") + "/")]
    return max(under, key=len, default="")
