"""A couple: one books and pays for two, the other confirms by their own link, and the provider sees both."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from attune.foundation.authorization import Role
from tests.journeys import canaries
from tests.journeys.booking_steps import at_home, book, hold, judged
from tests.journeys.house import WIDE, House
from tests.scheduling.booking import COUPLE, at
from tests.support.world import cast
from tests.workflows.bookable import open_practice, seeker

pytestmark = [pytest.mark.journey, pytest.mark.edition]


def test_one_books_for_two_the_other_confirms_and_one_cancels_for_both(house: House, browser: Browser) -> None:
    where, start = open_practice(cast().a, terms=COUPLE), at(11)
    mira, june = seeker(canaries.EMAIL, canaries.NAME), seeker("june@example.org", "Junalinde Alvarezon")
    house.canaries.plant(june.name, june.email)

    with (
        at_home(house, browser, mira) as hers,
        at_home(house, browser, june) as junes,
        at_home(house, browser, where.practice[Role.PROVIDER], WIDE) as desk,
    ):
        hold(hers, where, start)
        hers.get_by_label("Your partner’s e-mail").fill(june.email)
        judged(hers, "couple-confirm")
        seat = book(hers)
        expect(hers.get_by_text("Asked; has until")).to_be_visible()
        assert house.charged() == [15_000]

        mail = house.mail_to(june.email)
        assert mira.name not in mail.text
        junes.goto(urlsplit(next(one for one in mail.links if "/come-along/" in one)).path)
        junes.get_by_role("heading", name="Will you come too?").wait_for()
        judged(junes, "couple-partner")
        junes.get_by_role("button", name="Yes, I come").click()
        junes.get_by_text("Paid once, by who booked").wait_for()
        judged(junes, "couple-session")

        desk.goto(f"/provider/calendar?week={start.date()}")
        expect(desk.locator(".booking", has_text=f"{mira.name} and {june.name}")).to_be_visible()

        hers.goto(seat)
        expect(hers.get_by_text("Comes too")).to_be_visible()
        hers.get_by_role("link", name="Cancel session").click()
        hers.get_by_role("heading", name="Cancel this session for both of you?").wait_for()
        hers.get_by_role("button", name=re.compile("^Cancel")).click()
        hers.get_by_text("No session is coming up").wait_for()
        junes.reload()
        expect(junes.get_by_text("Canceled", exact=False).first).to_be_visible()

    for person in (mira, june):
        house.mail_to(person.email, lambda mail: "canceled" in mail.listed.subject)
    assert house.charged() == [15_000]
