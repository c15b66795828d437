"""From a free time to a confirmed appointment in a browser, on a phone and wide: chosen, booked, canceled."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

from tests.journeys.booking_steps import go_to_pay, judged, look_at, pay, signed_in
from tests.journeys.house import House, eventually
from tests.scheduling.booking import at
from tests.support.world import cast
from tests.workflows.bookable import open_practice, seeker

pytestmark = pytest.mark.journey

PHONE = pytest.param((390, 844), id="phone", marks=pytest.mark.edition)
WIDE = pytest.param((1440, 900), id="wide")


@pytest.fixture(params=[PHONE, WIDE])
def screen(request, browser: Browser, house: House) -> Iterator[Page]:
    """Give a page of a size; axe's own styles are no finding of ours."""
    width, height = request.param
    context = browser.new_context(
        base_url=house.address, reduced_motion="reduce", viewport={"width": width, "height": height}, bypass_csp=True
    )
    page = context.new_page()
    house.canaries.follow(page)
    yield page
    context.close()


def test_a_patient_books_pays_and_cancels_in_time(screen: Page, house: House) -> None:
    where, page = open_practice(cast().a), screen
    signed_in(page, seeker())

    look_at(page, where, at(14))
    judged(page, "choose")
    page.get_by_label("12:00 PM", exact=True).check()
    page.get_by_role("button", name="Continue with this time").click()
    page.get_by_role("heading", name="Book", exact=True).wait_for()
    judged(page, "confirm")
    go_to_pay(page)
    judged(page, "pay")
    pay(page)
    page.get_by_role("link", name="All sessions").wait_for()
    judged(page, "session")
    page.get_by_role("link", name="Move session").click()
    page.get_by_role("heading", name="Move this session").wait_for()
    judged(page, "move")
    page.goto(reverse("patient_sessions"))
    judged(page, "sessions")
    page.get_by_role("link", name="Move or cancel").click()
    page.get_by_role("link", name="Cancel session").click()
    page.get_by_role("heading", name="Cancel this session?").wait_for()
    judged(page, "cancel")
    page.get_by_role("button", name="Cancel session").click()

    page.get_by_text("No session is coming up").wait_for()
    assert page.get_by_text("Canceled by you").count() == 1
    eventually(lambda: house.given_back() == house.charged() == [15_000], "the whole price back")
    page.goto(reverse("patient_payments"))
    judged(page, "payments")
    page.get_by_role("table").get_by_role("link").first.click()
    page.get_by_role("heading", name="Receipt").wait_for()
    judged(page, "receipt")
