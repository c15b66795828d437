"""The clinic opens a state and hires a provider: checklist, license, attestation; then the team page has them."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Browser, Page, expect

from attune.foundation.clock import now
from attune.kernel.roles import Role
from tests.journeys.accounts import accept, invite
from tests.journeys.house import PHONE, House, reloaded_until
from tests.journeys.provider_steps import (
    add_license,
    offer_sessions,
    say_who_one_is,
    say_who_registers_know,
    sign,
    work_each_day,
)
from tests.journeys.walk import Walk
from tests.support.world import CastMember, cast, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.edition]

MARIA, EMAIL, BORN = "Maria Testerson", "maria@clinic.example", date(1971, 3, 5)


@pytest.fixture(autouse=True)
def the_clinic_hires() -> None:
    """Leave out an edition in which nobody is employed: there practices apply, see test_apply_and_go_live."""
    try:
        reverse("public_team")
    except NoReverseMatch:
        pytest.skip("nobody is employed in this edition")


def test_a_provider_is_hired_in_a_state_that_opens_and_stands_on_the_team_page(browser: Browser, house: House) -> None:
    house.canaries.plant(BORN, EMAIL)
    owner_of_the_clinic = cast().a[Role.OWNER]

    with house.visitor(browser) as page, house.visitor(browser) as theirs:
        owner, provider = Walk(page), Walk(theirs)
        enter(page, house, owner_of_the_clinic)
        open_texas(owner)
        accept(provider, invite(owner, house, name=MARIA, email=EMAIL, role="Provider"))
        begin_hiring(owner)
        theirs.goto("/provider/attestations/sign/workforce_attestation")
        provider.see("attestation")
        sign(provider, MARIA)
        add_license(provider)
        complete_hiring(owner)
        work_each_day(provider)
        say_who_one_is(provider)
        offer_sessions(owner, at="/practice/offerings")

    with house.visitor(browser, PHONE) as page:
        anybody = Walk(page)
        reloaded_until(page, "/team", "All times")
        expect(page.get_by_text(MARIA).first).to_be_visible()
        anybody.see("team")
        anybody.tap("Read profile")
        expect(page.get_by_role("heading", level=1)).to_contain_text(MARIA)
        anybody.see("profile")

    assert owner.found + provider.found + anybody.found == []


def enter(page: Page, house: House, member: CastMember) -> None:
    """Give the browser somebody's session; how one signs in is another journey."""
    client = Client()
    sign_in(client, member)
    value = client.cookies["attune_session"].value
    page.context.add_cookies([{"name": "attune_session", "value": value, "url": house.address}])


def open_texas(walk: Walk) -> None:
    """Do a state's launch checklist, and open the state from today on."""
    page = walk.page
    page.goto("/practice/states")
    walk.see("states")
    walk.tap("Texas")
    walk.see("state")
    check_all(page)
    walk.type("Where the proof stands", "Folder 7")
    walk.tap("Save")
    page.get_by_label("Open from").fill((now().date() - timedelta(days=1)).isoformat())
    walk.see("state-prepared")
    walk.tap("Open it")
    expect(page.get_by_text("Texas is open.")).to_be_visible()


def begin_hiring(walk: Walk) -> None:
    """Begin to hire who accepted the invitation."""
    page = walk.page
    page.goto("/practice/hiring/new")
    walk.see("hire")
    page.get_by_label("Member").select_option(label=f"{MARIA}, {EMAIL}")
    walk.type("First day", (now().date() - timedelta(days=1)).isoformat())
    say_who_registers_know(
        walk, given="Maria", family="Testerson", born=BORN, profession="psychologist", npi="1000000004"
    )
    walk.tap("Begin hiring")
    page.get_by_role("heading", name="What is left").wait_for()
    walk.see("hiring-begun")


def complete_hiring(walk: Walk) -> None:
    """Check the list off, and let the provider start once the registry has answered."""
    page = walk.page
    check_all(page)
    walk.tap("Save")
    expect(page.get_by_text("Saved.")).to_be_visible()
    reloaded_until(page, page.url, "Everything is done.")
    walk.see("hiring-done")
    walk.tap("Let them start")
    expect(page.get_by_text("Hired. From the first day on they can be booked.")).to_be_visible()


def check_all(page: Page) -> None:
    """Check every box of the checklist."""
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
