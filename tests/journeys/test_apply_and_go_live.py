"""From a stranger with a license to a provider whom others find, by themselves, with the registry asked on the way."""

from datetime import date

import pytest
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Browser, expect

from tests.journeys.accounts import accept, add_app, invite, sign_up
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

pytestmark = [pytest.mark.journey, pytest.mark.edition]

MARIA, EMAIL, BORN = "Maria Testerson", "maria@lamp.example", date(1971, 3, 5)
NPI, SOMEBODY_ELSES_NPI = "1000000004", "1678000021"
TAX_ID = "84-1234567"


@pytest.fixture(autouse=True)
def practices_apply() -> None:
    """Leave out an edition in which nobody applies: there the clinic hires, see test_hire_and_open_a_state."""
    try:
        reverse("practice_apply")
    except NoReverseMatch:
        pytest.skip("no practice applies in this edition")


def test_a_solo_practice_goes_live_by_itself_and_is_found(browser: Browser, house: House) -> None:
    house.canaries.plant(BORN, EMAIL, TAX_ID)

    with house.visitor(browser) as page:
        walk = Walk(page)
        apply(walk, house, "I work alone")
        enter_the_provider(walk)
        correct_the_npi(walk)
        add_license(walk)
        sign_and_go_live(walk)
        work_each_day(walk)
        offer_sessions(walk)
        say_who_one_is(walk)

    with house.visitor(browser, PHONE) as page:
        anybody = Walk(page)
        reloaded_until(page, "/therapists", "All times")
        anybody.see("therapists")
        anybody.tap("Read profile")
        expect(page.get_by_role("heading", level=1)).to_contain_text(MARIA)
        anybody.see("profile")

    assert walk.found + anybody.found == []


def test_a_group_invites_its_first_provider_and_goes_live(browser: Browser, house: House) -> None:
    house.canaries.plant(BORN, EMAIL, TAX_ID)

    with house.visitor(browser) as page, house.visitor(browser) as theirs:
        owner, provider = Walk(page), Walk(theirs)
        apply(owner, house, "We are a group")
        link = invite(owner, house, name="Kevin O'Sample", email="kevin@lamp.example", role="Provider")
        accept(provider, link)
        theirs.goto("/provider/join")
        enter_oneself(provider, "Kevin", "O'Sample", "clinical_social_worker", SOMEBODY_ELSES_NPI)
        add_license(provider)
        sign_and_go_live(owner)
        page.goto("/practice/credentials")
        expect(page.get_by_text("Kevin O'Sample").first).to_be_visible()
        owner.see("credentials-of-all")

    assert owner.found + provider.found == []


def apply(walk: Walk, house: House, structure: str) -> None:
    """Make an account and enter the practice's legal facts."""
    page = walk.page
    page.goto("/practices")
    walk.see("for-practices")
    walk.tap("Make an account to apply")
    walk.arrive("/sign-up")
    walk.see("sign-up")
    sign_up(walk, house, name=MARIA, email=EMAIL)
    walk.arrive("/practices/apply")
    walk.see("apply")
    walk.choose(structure)
    walk.type("Name of the practice", "Quiet Lamp")
    walk.type("Legal name", "Quiet Lamp Counseling LLC")
    walk.type("Tax ID", TAX_ID)
    walk.type("Street and number", "12 Congress Avenue")
    walk.type("City", "Austin")
    page.get_by_label("State", exact=True).select_option("TX")
    walk.type("ZIP code", "78701")
    walk.pick("Time zone of the practice", "America/Chicago")
    walk.tap("Enter the practice")
    page.wait_for_load_state()
    walk.see("second-step")
    add_app(page)
    page.goto("/practice/going-live")
    walk.see("way-in")


def enter_the_provider(walk: Walk) -> None:
    """Say who provides care, with the NPI of somebody else."""
    walk.tap("Enter the provider")
    walk.arrive("/provider/join")
    walk.see("join")
    enter_oneself(walk, "Maria", "Testerson", "psychologist", SOMEBODY_ELSES_NPI)


def enter_oneself(walk: Walk, given: str, family: str, profession: str, npi: str) -> None:
    """Tell the registers who one is."""
    say_who_registers_know(walk, given=given, family=family, born=BORN, profession=profession, npi=npi)
    walk.page.get_by_role("button", name="Enter", exact=True).click()
    walk.arrive("/provider/credentials")


def correct_the_npi(walk: Walk) -> None:
    """Learn from the registry's answer that the NPI is another's, and enter one's own."""
    reloaded_until(walk.page, "/practice/going-live", "The registry has this NPI under another name.")
    walk.see("npi-of-another")
    walk.page.goto("/provider/credentials/identity")
    walk.see("identity")
    walk.type("NPI", NPI)
    walk.tap("Save")
    walk.arrive("/provider/credentials$")
    walk.see("credentials")


def sign_and_go_live(walk: Walk) -> None:
    """Read and sign both agreements for the practice, and open it."""
    page = walk.page
    for title in ("platform contract", "business associate agreement"):
        page.goto("/practice/going-live")
        page.get_by_role("listitem").filter(has_text=title).get_by_role("link", name="Read and sign").first.click()
        walk.arrive("/practice/agreements/sign/")
        walk.see(title)
        sign(walk, MARIA)
    open_the_account(walk)
    reloaded_until(page, "/practice/going-live", "Everything is done")
    walk.see("ready")
    walk.tap("Go live")
    expect(page.get_by_text("Your practice is live")).to_be_visible()
    walk.see("live")


def open_the_account(walk: Walk) -> None:
    """Open the account that patients pay into, and tell the processor on its own page who one is."""
    page = walk.page
    page.goto("/practice/going-live")
    walk.tap("Set up payments")
    walk.arrive("/practice/finances/account")
    walk.see("no-account")
    walk.tap("Open the account")
    reloaded_until(page, "/practice/finances/account", "Answer on the processor’s page")
    walk.see("account-asks")
    page.get_by_role("link", name="Answer on the processor’s page").click()
    page.get_by_role("button", name="Submit").click()
    walk.arrive("/practice/finances/account$")
    reloaded_until(page, "/practice/finances/account", "Patients can pay you, and payouts arrive")
    walk.see("account-complete")
