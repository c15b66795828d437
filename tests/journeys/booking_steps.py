"""What people do on the pages of booking, and what every page on a journey owes them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError

from attune.web.components.formatting import clock_time
from tests.journeys.house import PHONE, House, eventually
from tests.journeys.walk import findings
from tests.scheduling.booking import Bookable
from tests.support.world import ZONE, CastMember, sign_in

OWN_CLOCK = ZoneInfo(ZONE)
GOOD_CARD, DECLINED_CARD, BANK_ASKS_CARD = "4242424242424242", "4000000000009995", "4000000000003220"
PAY = re.compile("^Pay ")


def judged(page: Page, name: str) -> None:
    """Refuse what axe finds serious and what is wider than the screen."""
    found = findings(page, name)
    assert found == [], found


def signed_in(page: Page, member: CastMember) -> None:
    """Give the browser somebody's session; how one signs in is another journey."""
    client = Client()
    sign_in(client, member)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": "http://localhost"}])


@contextmanager
def at_home(house: House, browser: Browser, member: CastMember, size: dict[str, int] = PHONE) -> Iterator[Page]:
    """Give a browser of somebody's own, signed in; a page the server could not answer fails the journey."""
    with house.visitor(browser, size) as page:
        broken: list[str] = []
        page.on("response", lambda got: broken.append(f"{got.status} {got.url}") if got.status >= 500 else None)
        signed_in(page, member)
        yield page
        assert broken == []


def look_at(page: Page, where: Bookable, starts_at: datetime) -> None:
    """Open the free times of the day a start is on."""
    day = starts_at.astimezone(OWN_CLOCK).date()
    page.goto(f"{reverse('choose_time', args=[where.offering_id])}?day={day.isoformat()}")


def pick(page: Page, starts_at: datetime) -> None:
    """Choose a start on the page of free times, and go on."""
    page.get_by_label(told(starts_at), exact=True).check()
    page.get_by_role("button", name="Continue with this time").click()


def hold(page: Page, where: Bookable, starts_at: datetime) -> None:
    """Choose a start and arrive where everything is said once more; the time is held now."""
    look_at(page, where, starts_at)
    pick(page, starts_at)
    page.get_by_role("heading", name="Book", exact=True).wait_for()


def book(page: Page, card: str = GOOD_CARD) -> str:
    """Confirm what is held and pay for it; return the address of the session."""
    go_to_pay(page)
    pay(page, card)
    page.get_by_role("link", name="All sessions").wait_for()
    return page.url.rstrip("/").replace("/my/", "/me/")


def go_to_pay(page: Page) -> None:
    """Confirm what is held, and arrive where it is paid."""
    page.get_by_role("button", name="Go on to pay").click()
    page.get_by_label("Card number").wait_for()


def type_card(page: Page, card: str = GOOD_CARD) -> None:
    """Type a card into the processor's fields."""
    page.get_by_label("Card number").fill(card)
    page.get_by_label("Expiration date").fill("1234")
    page.get_by_label("Security code").fill("123")


def pay(page: Page, card: str = GOOD_CARD) -> None:
    """Type a card and pay with it."""
    type_card(page, card)
    page.get_by_role("button", name=PAY).click()


def told(starts_at: datetime) -> str:
    """Return a start as the pages tell it to people of the cast, on their own clock."""
    return clock_time(starts_at, OWN_CLOCK)


def drag(page: Page, title: str, onto: str) -> None:
    """Drag a session to the row of an hour until the page asks about it: a week that is drawn anew drops what moves."""
    asked = page.locator("#move-dialog[open]")

    def is_asked() -> bool:
        try:
            _dragged(page, title, onto)
        except PlaywrightError:
            return False
        page.wait_for_timeout(500)
        return asked.count() == 1

    eventually(is_asked, f"the question about moving {title}")


def _dragged(page: Page, title: str, onto: str) -> None:
    """Drag a session with the pointer to the row of an hour, in its own column."""
    entry = page.locator(".booking", has_text=title)
    entry.scroll_into_view_if_needed()
    here = entry.bounding_box()
    there = page.locator(f"[data-time='{onto}']").last.bounding_box()
    if here is None or there is None:  # the week was drawn anew in between
        return
    x, grip = here["x"] + here["width"] / 2, 6
    page.mouse.move(x, here["y"] + grip)
    page.mouse.down()
    page.mouse.move(x, here["y"] + grip + 10, steps=4)
    page.mouse.move(x, there["y"] + grip - 3, steps=12)
    page.mouse.up()


def all_at_once(button: str | re.Pattern[str], *pages: Page) -> None:
    """Press the button of this name on several pages in the same moment."""
    for page in pages:
        page.get_by_role("button", name=button).evaluate("button => void setTimeout(() => button.click(), 400)")
