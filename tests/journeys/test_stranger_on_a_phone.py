"""A stranger with a phone, alone: from the first question to a confirmed appointment, with no staff to help."""

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, expect

from tests.journeys.accounts import sign_up
from tests.journeys.canaries import BORN, EMAIL, NAME
from tests.journeys.house import PHONE, House
from tests.journeys.practices import disable_everybody, open_to_everyone
from tests.journeys.steps import agree, book, choose_the_first_time, say_what_brings_you, say_where_and_how, say_who
from tests.journeys.walk import Walk

pytestmark = [pytest.mark.journey, pytest.mark.edition]

THREE_MINUTES = 180
SCREENS_MAX, TAPS_MAX = 16, 35
"""What three minutes of a person with a phone hold: tests/journeys/walk.py says how long each takes them.

The browser of a test is faster than anybody's thumb, so its own clock would prove nothing.
"""


def test_a_stranger_books_within_three_minutes_while_every_staff_account_is_closed(
    browser: Browser, house: House
) -> None:
    open_to_everyone()
    disable_everybody()

    with house.visitor(browser, PHONE) as page:
        walk = Walk(page)
        page.goto("/")
        walk.see("home")
        walk.tap(page.locator("main a.button-primary").first)
        say_what_brings_you(walk)
        say_who(walk, "Me", BORN)
        say_where_and_how(walk)
        choose_the_first_time(walk)
        walk.see("account")
        sign_up(walk, house, name=NAME, email=EMAIL)
        agree(walk)
        book(walk)
        expect(page.get_by_text("It is paid and booked.")).to_be_visible()

    assert walk.found == []
    assert (walk.screens <= SCREENS_MAX, walk.taps <= TAPS_MAX) == (True, True), (walk.screens, walk.taps)
    assert walk.seconds < THREE_MINUTES
    the_mail_brings_the_time(house)


def the_mail_brings_the_time(house: House) -> None:
    mail = house.mail_to(EMAIL, lambda mail: bool(mail.files))
    (file,) = mail.files
    (event,) = Calendar.from_ical(file.content).walk("VEVENT")

    assert (file.media_type, str(event["SUMMARY"])) == ("text/calendar", "Appointment")
    assert NAME not in mail.listed.subject
