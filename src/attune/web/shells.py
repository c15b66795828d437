"""The frame of each area for whoever opens a page: their navigation, their practices, their account."""

from collections.abc import Mapping
from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attune.foundation.authorization import may
from attune.identity.sessions import life_of
from attune.web.access import Area, PersonRequest, active_practice_id
from attune.web.components import navigation
from attune.web.components.people import Portrait
from attune.web.components.shell import (
    Brand,
    Count,
    Density,
    NavItem,
    PersonMenu,
    PracticeChoice,
    PracticeSwitch,
    Shell,
)
from attune.web.components.text import Text
from attune.web.named_pages import named_page

HOMES = {
    Area.PRACTICE: ("practice_home", gettext_lazy("Practice console"), "building"),
    Area.PROVIDER: ("provider_home", gettext_lazy("Provider portal"), "calendar"),
    Area.OPERATOR: ("operator_home", gettext_lazy("Operator console"), "bolt"),
    Area.PATIENT: ("patient_home", gettext_lazy("My own care"), "home"),
}
FEET: dict[Area, Text] = {Area.OPERATOR: gettext_lazy("No one in this area can open a chart.")}


def shell_for(request: PersonRequest, *, counts: Mapping[str, Count | None] | None = None, within: str = "") -> Shell:
    """Return the frame of the request's area; ``counts`` are things to do, by the name of their page's URL.

    ``within`` is the address of the place a page belongs to whose own does not tell it.
    """
    area, home = request.area, HOMES[request.area][0]
    is_calm = area is Area.PATIENT
    return Shell(
        area=area,
        density=Density.CALM if is_calm else Density.STAFF,
        brand=Brand(edition=settings.EDITION, home_url=reverse(home)),
        navigation=navigation.navigation(
            area,
            edition=settings.EDITION,
            path=within or request.path,
            counts={name: count for name, count in (counts or {}).items() if count is not None},
            allowed=partial(is_open_to, request),
        ),
        person=_menu(request),
        practices=None if is_calm else _practices(request),
        foot=FEET.get(area, ""),
        help_url=reverse("help_now") if is_calm else "",
        idle_seconds=int(life_of(request.person).idle_max.total_seconds()),
        is_live=True,
    )


def is_open_to(request: PersonRequest, url_name: str) -> bool:
    """Return whether the person may open the page of this name where they work now, as the page itself declares."""
    page = named_page(url_name)
    if page is None:
        return False
    access = page.access
    assert access is not None, url_name
    if access.permission is None:
        return True
    if access.area is Area.PATIENT:
        return may(request.person.patient_actor(), access.permission)
    is_operators = access.area is Area.OPERATOR
    place = request.person.place(active_practice_id(request))
    if place is None or place.is_platform != is_operators:
        return False
    return may(request.person.actor(place.practice_id), access.permission)


def _menu(request: PersonRequest) -> PersonMenu:
    person = request.person
    areas = [
        NavItem(label, reverse(name), icon)
        for area, (name, label, icon) in HOMES.items()
        if area is not request.area and is_open_to(request, name)
    ]
    account = [
        NavItem(_("Sign-in and security"), reverse("mfa_index"), "lock"),
        NavItem(_("Where you are signed in"), reverse("own_sessions"), "screen"),
    ]
    if request.area is Area.PATIENT:
        account.append(NavItem(_("API tokens"), reverse("patient_api_tokens"), "key"))
    return PersonMenu(
        portrait=Portrait(person.person_id, person.name),
        email=person.email,
        links=(*areas, *account),
        sign_out_url=reverse("account_logout"),
    )


def _practices(request: PersonRequest) -> PracticeSwitch | None:
    here = request.place
    if here is None or (here.is_platform and len(request.person.places) == 1):
        return None
    return PracticeSwitch(
        url=reverse("switch_practice"),
        choices=tuple(
            PracticeChoice(str(place.practice_id), place.name, place.practice_id == here.practice_id)
            for place in request.person.places
        ),
    )
