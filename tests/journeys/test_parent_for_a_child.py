"""A parent for a child: the guardian answers, signs and books; a minor alone is turned away kindly, with a way on."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, expect

from attune.foundation.clock import now
from attune.patients.models import Chart
from attune.scheduling.models import Seat
from tests.journeys.accounts import sign_up
from tests.journeys.canaries import CHILD, EMAIL, NAME
from tests.journeys.house import PHONE, House
from tests.journeys.practices import open_to_everyone
from tests.journeys.steps import agree, book, choose_the_first_time, say_what_brings_you, say_where_and_how, say_who
from tests.journeys.walk import Walk
from tests.scheduling.booking import Bookable

pytestmark = [pytest.mark.journey, pytest.mark.edition]


def born(years: int) -> date:
    """Return the birth date of somebody of this age."""
    return now().date() - timedelta(days=years * 366 + 20)


def test_a_parent_books_for_their_child_and_sees_the_childs_session(browser: Browser, house: House) -> None:
    where, birthday = open_to_everyone(), born(9)
    house.canaries.plant(birthday)

    with house.visitor(browser, PHONE) as page:
        walk = Walk(page)
        page.goto("/start")
        say_what_brings_you(walk)
        say_who(walk, "My child", birthday)
        the_guardian_books(walk, house)
        page.get_by_role("link", name="All sessions").click()
        expect(page.get_by_text(f"For {CHILD}")).to_be_visible()
        walk.see("sessions")

    assert walk.found == []
    assert charts(where) == [(CHILD, birthday, "guardian")]


def test_a_minor_alone_is_turned_away_kindly_and_a_parent_goes_on_from_the_link(browser: Browser, house: House) -> None:
    where, birthday = open_to_everyone(), born(12)
    house.canaries.plant(birthday)

    with house.visitor(browser, PHONE) as page:
        minor = Walk(page)
        page.goto("/start")
        say_what_brings_you(minor)
        say_who(minor, "Me", birthday)
        expect(page.get_by_role("heading", name="Good that you are here")).to_be_visible()
        expect(page.get_by_role("link", name="Call 988").first).to_be_visible()
        minor.see("minor-alone")
        minor.tap("E-mail a parent the link")
        minor.see("mail-a-parent")
        minor.type("E-mail", EMAIL)
        minor.tap("Send the link")
        minor.see("mailed")
        nobody_gets_further_alone(minor)

    link = next(link for link in house.mail_to(EMAIL).links if "/start/resume/" in link)
    with house.visitor(browser, PHONE) as page:
        parent = Walk(page)
        page.goto(link)
        parent.see("go-on-here")
        parent.tap("Go on here")
        parent.arrive("/start$")
        parent.see("what-was-told")
        parent.tap("Go on")
        parent.arrive("/start/who")
        say_who(parent, "My child", birthday)
        the_guardian_books(parent, house)

    assert minor.found + parent.found == []
    assert charts(where) == [(CHILD, birthday, "guardian")]


def the_guardian_books(walk: Walk, house: House) -> None:
    """Answer what is left, make an account of one's own, sign for the child, and book."""
    say_where_and_how(walk)
    choose_the_first_time(walk)
    sign_up(walk, house, name=NAME, email=EMAIL)
    walk.arrive("/start/consents")
    walk.type("Your child’s name", CHILD)
    walk.check("I am a parent or legal guardian of this child")
    agree(walk)
    book(walk)


def nobody_gets_further_alone(walk: Walk) -> None:
    """The later pages lead a minor back to the question whom it is for."""
    walk.page.goto("/start/matches")
    walk.arrive("/start")
    walk.see("back-at-the-start")


def charts(where: Bookable) -> list[tuple[str, date, str]]:
    """Return whom the practice has a chart of, each with a session that is booked."""
    with where.open():
        booked = Seat.objects.filter(state=Seat.State.BOOKED).values_list("chart_id", flat=True)
        return [(one.name, one.birth_date, one.relation) for one in Chart.objects.filter(id__in=booked)]
