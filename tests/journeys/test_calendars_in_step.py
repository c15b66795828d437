"""One week open in several windows: what is booked, moved or canceled in one of them shows in all."""

import pytest
from playwright.sync_api import Browser, Page, expect

from attune.foundation.authorization import Role
from tests.journeys import canaries
from tests.journeys.booking_steps import at_home, book, drag, hold, judged
from tests.journeys.house import WIDE, House
from tests.scheduling.booking import at
from tests.support.world import cast
from tests.workflows.bookable import open_practice, seeker

pytestmark = [pytest.mark.journey, pytest.mark.edition]


def never_loads_again(page: Page) -> None:
    """Mark the page as it is now; a page that is loaded anew loses the mark."""
    page.evaluate("document.body.dataset.same = 'yes'")


def is_the_same(page: Page) -> bool:
    """Return whether the page was never loaded anew since."""
    return bool(page.evaluate("document.body.dataset.same === 'yes'"))


def test_a_booking_and_a_move_show_in_every_open_calendar(house: House, browser: Browser) -> None:
    where, start = open_practice(cast().a), at(11)
    mira = seeker(canaries.EMAIL, canaries.NAME)
    provider, scheduler = where.practice[Role.PROVIDER], where.practice[Role.SCHEDULER]
    with (
        at_home(house, browser, provider, WIDE) as one,
        at_home(house, browser, provider, WIDE) as other,
        at_home(house, browser, scheduler, WIDE) as practices,
        at_home(house, browser, mira) as hers,
    ):
        calendars = (one, other, practices)
        for page, area in zip(calendars, ("provider", "provider", "practice"), strict=True):
            page.goto(f"/{area}/calendar?week={start.date()}")
            page.locator(".fc, [data-time]").first.wait_for()
            never_loads_again(page)

        hold(hers, where, start)
        for page in calendars:
            expect(page.locator(".booking", has_text="Being booked")).to_contain_text("9:00")
        book(hers)
        for page in calendars:
            expect(page.locator(".booking", has_text=mira.name)).to_contain_text("9:00")
        hers.mouse.move(0, 0)

        drag(one, mira.name, "11:00:00")
        one.get_by_role("button", name="Move it").click()
        for page in calendars:
            expect(page.locator(".booking", has_text=mira.name)).to_contain_text("11:00")
        expect(hers.locator("h1")).to_contain_text("11:00")
        expect(hers.get_by_text("The door opens")).to_contain_text("10:45")
        house.mail_to(mira.email, lambda mail: "a new time" in mail.listed.subject)

        drag(practices, mira.name, "12:00:00")
        practices.get_by_role("button", name="Move it").click()
        for page in calendars:
            expect(page.locator(".booking", has_text=mira.name)).to_contain_text("12:00")

        hers.get_by_role("link", name="Cancel session").click()
        hers.get_by_role("button", name="Cancel session").click()
        for page in calendars:
            expect(page.locator(".booking")).to_have_count(0)
            assert is_the_same(page)
            judged(page, "calendar-in-step")


def test_two_calendars_that_move_one_session_at_once_agree_in_the_end(house: House, browser: Browser) -> None:
    where, start = open_practice(cast().a), at(11)
    mira = seeker(canaries.EMAIL, canaries.NAME)
    provider = where.practice[Role.PROVIDER]
    with (
        at_home(house, browser, mira) as hers,
        at_home(house, browser, provider, WIDE) as one,
        at_home(house, browser, provider, WIDE) as other,
    ):
        hold(hers, where, start)
        book(hers)
        for page in (one, other):
            page.goto(f"/provider/calendar?week={start.date()}")
            page.locator(".booking", has_text=mira.name).wait_for()
        drag(other, mira.name, "13:00:00")
        other.get_by_role("button", name="Move it").wait_for()
        drag(one, mira.name, "11:00:00")
        one.get_by_role("button", name="Move it").click()
        expect(one.locator("#toasts")).to_contain_text("Moved to")

        other.get_by_role("button", name="Move it").click()

        expect(other.locator("#toasts")).to_contain_text("Somebody changed this session meanwhile")
        for page in (one, other):
            expect(page.locator(".booking", has_text=mira.name)).to_contain_text("11:00")
