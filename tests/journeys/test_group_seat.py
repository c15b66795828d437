"""Two people take the seats of one group session: it is full, one leaves, and the seat is there for the next."""

import re

import pytest
from playwright.sync_api import Browser, expect

from attune.foundation.authorization import Role
from tests.journeys import canaries
from tests.journeys.booking_steps import at_home, book, hold, judged, look_at, pick, told
from tests.journeys.house import WIDE, House
from tests.scheduling.booking import at, group_of
from tests.support.world import cast
from tests.workflows.bookable import open_practice, seeker

pytestmark = [pytest.mark.journey, pytest.mark.edition]


def test_a_group_fills_up_one_leaves_and_the_seat_is_offered_again(house: House, browser: Browser) -> None:
    where, start = open_practice(cast().a, terms=group_of(2)), at(11)
    mira, uma = seeker(canaries.EMAIL, canaries.NAME), seeker("uma@example.org", "Umalindra Fenwickson")
    nia = seeker("nia@example.org", "Niasandra Brocklehurst")
    house.canaries.plant(uma.name, uma.email, nia.name, nia.email)

    with (
        at_home(house, browser, mira) as hers,
        at_home(house, browser, uma) as umas,
        at_home(house, browser, nia) as nias,
        at_home(house, browser, where.practice[Role.PROVIDER], WIDE) as desk,
    ):
        hold(hers, where, start)
        judged(hers, "group-confirm")
        seat = book(hers)
        look_at(nias, where, start)
        free = nias.get_by_label(told(start), exact=True)
        expect(free).to_be_visible()
        nias.mouse.move(0, 0)
        hold(umas, where, start)
        book(umas)

        expect(free).to_have_count(0)

        desk.goto(f"/provider/calendar?week={start.date()}")
        session = desk.locator(".booking", has_text="Group session")
        expect(session).to_contain_text("2 of 2 seats")
        desk.goto(str(desk.locator(".session-line", has_text="Group session").get_attribute("href")))
        roster = desk.locator(".roster-line")
        expect(roster).to_have_text([re.compile(mira.name), re.compile(uma.name)])
        judged(desk, "group-roster")

        umas.get_by_role("link", name="Leave this group session").click()
        umas.get_by_role("heading", name="Leave this group session?").wait_for()
        judged(umas, "group-leave")
        umas.get_by_role("button", name="Cancel session").click()
        umas.get_by_text("No session is coming up").wait_for()

        hers.goto(seat)
        expect(hers.get_by_role("link", name="Leave this group session")).to_be_visible()
        desk.reload()
        expect(roster).to_have_text([re.compile(mira.name)])
        expect(free).to_be_visible()
        pick(nias, start)
        book(nias)
        desk.reload()
        expect(roster).to_have_text([re.compile(mira.name), re.compile(nia.name)])

    house.mail_to(uma.email, lambda mail: "canceled" in mail.listed.subject)
