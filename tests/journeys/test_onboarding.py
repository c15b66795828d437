"""The way in, on a phone and wide, light and dark: from the first question to what is agreed to."""

import json
import re

import pytest
from playwright.sync_api import Browser

from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID
from attune.notifications.models import Message
from tests.journeys.walk import ANY, Walk, findings
from tests.support.people import PASSWORD

pytestmark = pytest.mark.journey

LOOKS = [pytest.param((390, 844), "light", marks=pytest.mark.edition), ((1280, 900), "dark")]


class WayIn(Walk):
    """Somebody on their way through the questions; nothing that axe finds is too small."""

    def see(self, name: str) -> None:
        """Note what is wrong with the page."""
        self.found += findings(self.page, name, only=ANY)

    def go_on(self, to: str) -> None:
        """Send the form and arrive."""
        self.page.get_by_role("button", name=re.compile("Continue|Go on|Make my account|Agree")).first.click()
        self.page.wait_for_url(re.compile(to))


def mailed_code() -> str:
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        message = Message.objects.get(kind="identity.address_to_confirm")
        return str(json.loads(message.facts.reveal())["code"])


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_a_stranger_answers_makes_an_account_and_agrees(
    browser: Browser, site: str, size: tuple[int, int], theme: str
) -> None:
    context = browser.new_context(
        base_url=site,
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
    )
    walk = WayIn(context.new_page())

    questions(walk)
    account(walk)

    context.close()
    assert walk.found == []


def questions(walk: WayIn) -> None:
    """Answer the seven questions, some of them wrongly first."""
    page = walk.page
    page.goto("/start")
    walk.see("1-concerns")
    page.get_by_label("What matters most right now?").select_option("anxiety")
    page.get_by_text("Something else plays a part, too").click()
    walk.choose("Sleep")
    walk.go_on("/start/who")
    walk.see("2-who")
    walk.choose("My child")
    page.get_by_label("birth date").fill("5/17/2090")
    walk.go_on("/start/who")
    page.get_by_text("has not come yet").wait_for()
    walk.see("2-who-wrong")
    walk.choose("Me")
    page.get_by_label("birth date").fill("5/17/2012")
    walk.go_on("/start/who")
    page.get_by_text("A parent or guardian can do this with you").wait_for()
    walk.see("2-who-minor")
    page.get_by_role("link", name="I mistyped the birth date").click()
    walk.choose("Me")
    page.get_by_label("birth date").fill("5/17/1990")
    walk.go_on("/start/where")
    page.get_by_label("ZIP code", exact=True).fill("80599")
    walk.go_on("/start/where")
    page.get_by_text("We cannot find 80599").wait_for()
    walk.see("3-where-wrong")
    page.get_by_label("ZIP code", exact=True).fill("80302")
    walk.go_on("/start/times")
    walk.see("4-times")
    walk.go_on("/start/paying")
    walk.see("5-paying")
    walk.choose("I pay myself")
    walk.go_on("/start/wishes")
    walk.see("6-wishes")
    walk.go_on("/start/safety")
    walk.see("7-safety")
    walk.choose("Thoughts of hurting")
    walk.go_on("/start/safety")
    page.get_by_role("link", name="Call 988").first.wait_for()
    walk.see("7-crisis")


def account(walk: WayIn) -> None:
    """Make the account, type the code, agree, and see one's details."""
    page = walk.page
    for name, address in (("8-start", "/start"), ("8-save", "/start/save"), ("9-account", "/start/account?next=/me")):
        page.goto(address)
        walk.see(name)
    page.get_by_label("Your name").fill("Mira Okafor")
    page.get_by_label("E-mail").fill("mira@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    walk.go_on("/verify-email")
    page.get_by_label("Code").fill(mailed_code())
    walk.go_on("/start/consents")
    walk.see("10-consents")
    for box in page.get_by_label("I have read this and agree").all():
        box.check()
    walk.go_on("/me$")
    page.goto("/me/details")
    walk.see("11-details")
