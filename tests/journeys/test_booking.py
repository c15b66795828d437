"""From a free time to a confirmed appointment, in a browser on a phone: chosen, confirmed, seen, canceled."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from tests.scheduling.booking import at
from tests.support.world import CastMember, cast, sign_in
from tests.workflows.bookable import open_practice, seeker

pytestmark = pytest.mark.journey

PHONE = {"width": 390, "height": 844}
SHOTS = os.environ.get("ATTUNE_SHOTS", "")


def judged(page: Page, name: str) -> None:
    """Refuse what axe finds serious and what is wider than the screen; keep a picture where one is asked for."""
    found = Axe().run(page).response["violations"]
    serious = [one["id"] for one in found if one["impact"] in ("serious", "critical")]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{page.viewport_size['width']}.png", full_page=True)  # type: ignore[index]
    assert (name, serious, max(wide, 0)) == (name, [], 0)


def signed_in(page: Page, member: CastMember) -> None:
    """Give the browser somebody's session; how one signs in is another journey."""
    client = Client()
    sign_in(client, member)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": "http://localhost"}])


def test_a_patient_books_on_a_phone_and_cancels_in_time(page):
    where = open_practice(cast().a)
    mira = seeker()
    page.set_viewport_size(PHONE)
    signed_in(page, mira)
    chosen = at(14)

    page.goto(reverse("choose_time", args=[where.offering_id]) + f"?day={chosen.date().isoformat()}")
    judged(page, "choose")
    page.get_by_label("12:00 PM", exact=True).check()
    page.get_by_role("button", name="Continue with this time").click()
    page.get_by_role("heading", name="Book").wait_for()
    judged(page, "confirm")
    page.get_by_role("button", name="Book session").click()
    page.get_by_role("link", name="All sessions").wait_for()
    judged(page, "session")
    page.get_by_role("link", name="Move session").click()
    judged(page, "move")
    page.goto("/me/sessions")
    judged(page, "sessions")
    page.get_by_role("link", name="Move or cancel").click()
    page.get_by_role("link", name="Cancel session").click()
    judged(page, "cancel")
    page.get_by_role("button", name="Cancel session").click()

    page.get_by_text("No session is coming up").wait_for()
    assert page.get_by_text("Canceled by you").count() == 1
