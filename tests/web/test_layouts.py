"""The frames: the shell of each area, the phone's bar, error pages that need nothing."""

from uuid import UUID

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import path

from attune.identity.models import User
from attune.web import error_pages
from attune.web.access import Area
from attune.web.components.navigation import PLACES, navigation
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
from tests.web.drawing import Elements


def page(*_args: object) -> HttpResponse:
    """Stand for any page."""
    return HttpResponse()


NAMES = ("home", "calendar", "clients", "messages", "notes", "hours", "offerings")
urlpatterns = [
    path("provider/" if name == "home" else f"provider/{name}", page, name=f"provider_{name}") for name in NAMES
]
PERSON = PersonMenu(Portrait(UUID(int=3), "Ruben Kessler"), "ruben@example.org", (), "/sign-out")
TWO = (PracticeChoice("a", "Two Rivers", is_current=True), PracticeChoice("b", "Larkspur"))


def shell(**changes: object) -> Shell:
    """Return a shell of the provider portal."""
    items = tuple(NavItem(f"Place {n}", f"/{n}", "home", is_current=n == 0, is_deep=n > 3) for n in range(6))
    values = {
        "area": "provider",
        "density": Density.STAFF,
        "brand": Brand(),
        "navigation": items,
        "person": PERSON,
    }
    return Shell(**{**values, **changes})  # type: ignore[arg-type]


def framed(drawn_shell: Shell) -> tuple[str, Elements]:
    """Return the shell's page and its elements."""
    html = render_to_string("layouts/shell.html", {"shell": drawn_shell, "csrf_token": "t0ken"})
    return html, Elements(html)


def test_the_shell_has_its_landmarks_and_one_current_place() -> None:
    html, elements = framed(shell())

    assert elements.open == []
    assert [attrs.get("aria-label") for attrs in elements.all("nav")] == ["Main"]
    assert elements.one("main")["id"] == "main"
    assert [attrs["href"] for attrs in elements.all("a") if attrs.get("aria-current") == "page"] == ["/0"]
    assert elements.one("html")["data-density"] == "staff"
    assert """hx-headers='{"X-CSRFToken": "t0ken"}'""" in html


def test_deep_places_stand_in_the_rail_and_behind_more_without_scripts() -> None:
    html, elements = framed(shell())

    assert [attrs["href"] for attrs in elements.all("a")].count("/5") == 2
    assert 'details class="shell-more"' in html


def test_without_deep_places_there_is_no_more() -> None:
    html, _ = framed(shell(navigation=(NavItem("Home", "/me", "home"),)))

    assert "shell-more" not in html


def test_several_practices_can_be_switched_by_a_form_and_one_cannot() -> None:
    several, elements = framed(shell(practices=PracticeSwitch("/switch", TWO)))
    one, _ = framed(shell(practices=PracticeSwitch("/switch", TWO[:1])))

    values = [attrs["value"] for attrs in elements.all("button") if attrs.get("name") == "practice"]
    assert values == ["a", "b", "a", "b"]
    assert several.count('action="/switch"') == 2
    assert 'action="/switch"' not in one
    assert "Two Rivers" in one


def test_the_privacy_switch_is_there_for_staff_only() -> None:
    staff, _ = framed(shell())
    patient, _ = framed(shell(density=Density.CALM))

    assert ("data-toggle-privacy" in staff, "data-toggle-privacy" in patient) == (True, False)


def test_an_idle_lock_is_announced_to_the_scripts_only_where_there_is_one() -> None:
    locks, _ = framed(shell(idle_seconds=900))
    stays, _ = framed(shell())

    assert ('data-idle-seconds="900"' in locks, 'id="idle-warning"' in locks) == (True, True)
    assert ("data-idle-seconds" in stays, 'id="idle-warning"' in stays) == (False, False)


def test_a_clinics_shell_carries_its_own_name_and_edition() -> None:
    html, elements = framed(shell(brand=Brand("Wrenfield", "clinic", is_product=False)))

    assert elements.one("html")["data-edition"] == "clinic"
    assert "Wrenfield<small>runs on Attune</small>" in html


@override_settings(ROOT_URLCONF="tests.web.test_layouts")
def test_only_places_whose_page_exists_are_shown() -> None:
    items = navigation(Area.PROVIDER, edition="marketplace", path="/provider/calendar")

    assert [item.url for item in items] == [f"/provider/{'' if n == 'home' else n}" for n in NAMES]
    assert [item.label for item in items if item.is_current] == ["Calendar"]
    assert [item.label for item in items if item.is_deep] == ["Notes to sign", "Hours", "What I offer"]
    assert navigation(Area.OPERATOR, edition="marketplace", path="/operate") == ()


@override_settings(ROOT_URLCONF="tests.web.test_layouts")
def test_a_page_under_a_place_keeps_the_place_current() -> None:
    items = navigation(Area.PROVIDER, edition="clinic", path="/provider/clients/7")

    assert [item.label for item in items if item.is_current] == ["Patients"]


@override_settings(ROOT_URLCONF="tests.web.test_layouts")
def test_a_place_that_is_not_allowed_is_not_shown_and_counts_stand_at_theirs() -> None:
    items = navigation(
        Area.PROVIDER,
        edition="marketplace",
        path="/provider/",
        counts={"provider_notes": Count(4, "to sign")},
        allowed=lambda name: name != "provider_messages",
    )

    assert "Messages" not in [item.label for item in items]
    assert [(item.label, item.count) for item in items if item.count] == [("Notes to sign", Count(4, "to sign"))]


@pytest.mark.parametrize("edition", ["marketplace", "clinic"])
def test_each_area_of_each_edition_has_places_with_unique_names(edition: str) -> None:
    for places in PLACES[edition].values():
        names = [place.url_name for place in places]
        assert len(set(names)) == len(names)
        assert all(names)


@pytest.mark.parametrize("name", ["400", "403", "404", "409", "500", "503", "csrf"])
def test_an_error_page_needs_nothing_and_shows_a_way_on(name: str) -> None:
    html = render_to_string(f"errors/{name}.html")

    page_elements = Elements(html)
    assert page_elements.open == []
    assert len(page_elements.all("h1")) == 1
    assert any("button-primary" in (attrs.get("class") or "") for attrs in page_elements.all("a"))


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (error_pages.bad_request, 400),
        (error_pages.not_permitted, 403),
        (error_pages.not_found, 404),
        (error_pages.conflict, 409),
        (error_pages.server_error, 500),
        (error_pages.unavailable, 503),
        (error_pages.csrf_failure, 403),
    ],
)
def test_an_error_page_answers_with_its_status(rf: RequestFactory, view: type, status: int) -> None:
    answer: HttpResponse = view(rf.get("/lost"))

    assert answer.status_code == status


@pytest.mark.parametrize("name", ["400", "404", "409", "csrf"])
def test_home_of_an_error_page_is_the_area_of_whoever_is_signed_in(rf: RequestFactory, name: str) -> None:
    request = rf.get("/lost")
    request.user = AnonymousUser()
    stranger = Elements(render_to_string(f"errors/{name}.html", request=request))
    request.user = User(email="ruben@example.org")
    someone = Elements(render_to_string(f"errors/{name}.html", request=request))

    assert ["/home" in [link["href"] for link in one.all("a")] for one in (stranger, someone)] == [False, True]


def test_a_part_without_a_session_leads_to_sign_in() -> None:
    html = render_to_string("errors/signed_out.html", {"address": "/sign-in?next=/provider"})

    assert Elements(html).one("a")["href"] == "/sign-in?next=/provider"


def test_a_pause_says_when_to_try_again(rf: RequestFactory) -> None:
    assert error_pages.unavailable(rf.get("/"))["Retry-After"] == "120"
