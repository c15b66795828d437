"""A provider's week in a browser: dragged with the pointer, read on a phone, without a serious finding of axe."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, Route, expect

from attune.foundation.authorization import Role
from attune.foundation.tenancy import scope
from attune.scheduling.models import Appointment
from tests.journeys.booking_steps import drag
from tests.journeys.walk import findings
from tests.scheduling.booking import Bookable, at, bookable, booked, chart_of
from tests.support.world import ZONE, cast, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.edition]

MOUNTAIN = ZoneInfo(ZONE)
FEED = "**/provider/calendar/feed*"
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@dataclass(frozen=True, slots=True)
class Booked:
    """A provider with two sessions on one day: from nine and from noon on their own clock."""

    where: Bookable
    first: Appointment
    second: Appointment

    @property
    def week(self) -> str:
        """The address of the week they are in."""
        return f"/provider/calendar?week={self.first.starts_at.astimezone(MOUNTAIN).date()}"

    def start_of_first(self) -> datetime:
        """Return when the first session begins by now."""
        with self.where.open():
            return Appointment.objects.get(id=self.first.id).starts_at


@pytest.fixture
def calendar(committed_database: str) -> Booked:
    world = cast()
    with scope(world.a.practice_id):
        where = bookable(world.a)
        found = []
        for hour, name in ((11, "Ana Reyes"), (14, "Ben Ode")):
            someone = where.patient()
            chart_of(someone, name)
            found.append(Appointment.objects.get(id=booked(where, someone, at(hour)).appointment_id))
    return Booked(where, *found)


def opened(browser: Browser, site: str, calendar: Booked, size: dict[str, int]) -> Page:
    """Return a page of the provider's in a window of this size."""
    client = Client()
    sign_in(client, calendar.where.practice[Role.PROVIDER])
    context = browser.new_context(base_url=site, reduced_motion="reduce", viewport=size)  # type: ignore[arg-type]
    key = client.cookies["attune_session"].value
    context.add_cookies([{"name": "attune_session", "value": key, "domain": urlsplit(site).hostname, "path": "/"}])
    page = context.new_page()
    page.goto(calendar.week)
    return page


def test_the_week_is_looked_at_wide_and_on_a_phone(browser: Browser, site: str, calendar: Booked):
    found = []
    for size in (WIDE, PHONE):
        page = opened(browser, site, calendar, size)
        shown = ".booking" if size is WIDE else ".session-line"
        expect(page.locator(shown, has_text="Ana Reyes")).to_be_visible()
        for step in ("week", "session"):
            if step == "session":
                page.goto(f"/provider/calendar/{calendar.first.id}")
            found += findings(page, f"calendar {step}")
        page.context.close()

    assert found == []


def test_a_dragged_session_moves_when_it_is_confirmed_and_snaps_back_when_it_cannot(
    browser: Browser, site: str, calendar: Booked
):
    page = opened(browser, site, calendar, WIDE)
    entry = page.locator(".booking", has_text="Ana Reyes")
    expect(entry).to_be_visible()

    drag(page, "Ana Reyes", "12:00:00")
    page.get_by_role("button", name="Move it").click()
    expect(page.locator("#toasts")).to_contain_text("Something else is at this time already")
    expect(entry).to_contain_text("9:00")
    after_refusal = calendar.start_of_first()

    answers_late: list[Route] = []
    page.route(FEED, lambda route: answers_late.append(route))
    page.evaluate("document.body.dispatchEvent(new Event('refresh-calendar'))")
    drag(page, "Ana Reyes", "10:00:00")
    with page.expect_response(FEED) as late:
        for answer in answers_late:
            answer.continue_()
    late.value.finished()
    page.unroute(FEED)
    page.get_by_role("button", name="Leave it").click()
    expect(entry).to_contain_text("9:00")
    after_doubt = calendar.start_of_first()

    drag(page, "Ana Reyes", "10:00:00")
    page.get_by_role("button", name="Move it").click()
    expect(page.locator("#toasts")).to_contain_text("Moved to")
    expect(entry).to_contain_text("10:00")
    page.context.close()

    assert (after_refusal, after_doubt, calendar.start_of_first()) == (at(11), at(11), at(12))
