"""One time and several who want it at once: one of them gets it, and nobody sees an error page."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from attune.foundation.authorization import system_actor
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.notifications.models import Message
from attune.scheduling.actions.expire_holds import expire_holds
from attune.scheduling.models import Seat
from tests.journeys import canaries
from tests.journeys.booking_steps import (
    PAY,
    all_at_once,
    at_home,
    book,
    go_to_pay,
    hold,
    judged,
    look_at,
    pick,
    told,
    type_card,
)
from tests.journeys.house import House
from tests.scheduling.booking import Bookable, at
from tests.support.world import CastMember, cast
from tests.workflows.bookable import go_to, open_practice, seeker

pytestmark = [pytest.mark.journey, pytest.mark.edition]

GONE = "is not free any more"


@pytest.fixture
def where(house: House) -> Bookable:
    return open_practice(cast().a)


@pytest.fixture
def mira(where: Bookable) -> CastMember:
    return seeker(canaries.EMAIL, canaries.NAME)


@pytest.fixture
def uma(where: Bookable, house: House) -> CastMember:
    member = seeker("uma@example.org", "Umalindra Fenwickson")
    house.canaries.plant(member.name, member.email)
    return member


def has_it(page: Page) -> bool:
    """Return whether the time is held for whoever looks, once it is known."""
    held = page.get_by_role("heading", name="Book", exact=True)
    held.or_(page.get_by_text(GONE)).first.wait_for()
    return held.count() == 1


def seats(where: Bookable) -> list[str]:
    """Return what became of each seat, by its start."""
    with scope(where.practice.practice_id):
        return list(Seat.objects.order_by("appointment__starts_at", "created_at").values_list("state", flat=True))


def let_holds_run_out(where: Bookable) -> None:
    """Let eleven minutes pass, and the job run that ends what is over."""
    go_to(now() + timedelta(minutes=11))
    with where.open():
        expire_holds(system_actor(where.practice.practice_id))


def test_of_two_who_want_one_time_one_gets_it_and_the_other_the_next(
    house: House, browser: Browser, where: Bookable, mira: CastMember, uma: CastMember
) -> None:
    start = at(11)
    with at_home(house, browser, mira) as hers, at_home(house, browser, uma) as umas:
        for page in (hers, umas):
            look_at(page, where, start)
            page.get_by_label(told(start), exact=True).check()
        all_at_once("Continue with this time", hers, umas)
        winner, loser = sorted((hers, umas), key=has_it, reverse=True)

        assert (has_it(winner), has_it(loser)) == (True, False)
        expect(loser.get_by_text("Free close to it")).to_contain_text(told(at(12)))
        judged(loser, "just-taken")
        pick(loser, at(12))
        loser.get_by_role("heading", name="Book", exact=True).wait_for()
        for page in (winner, loser):
            go_to_pay(page)
            type_card(page)
        all_at_once(PAY, winner, loser)
        for page in (winner, loser):
            page.get_by_role("link", name="All sessions").wait_for()
    assert seats(where) == ["booked", "booked"]


def test_a_page_that_is_sent_twice_at_once_books_once(
    house: House, browser: Browser, where: Bookable, mira: CastMember
) -> None:
    with at_home(house, browser, mira) as hers:
        hold(hers, where, at(11))
        other = hers.context.new_page()
        house.canaries.follow(other)
        other.goto(hers.url)

        all_at_once("Go on to pay", hers, other)
        for page in (hers, other):
            type_card(page)
        assert hers.url == other.url
        all_at_once(PAY, hers, other)

        for page in (hers, other):
            page.get_by_role("link", name="All sessions").wait_for()
        assert hers.url == other.url
        hold(hers, where, at(13))
        hers.get_by_role("button", name="Go on to pay").dblclick()
        type_card(hers)
        hers.get_by_role("button", name=PAY).dblclick()
        hers.get_by_role("link", name="All sessions").wait_for()
    assert seats(where) == ["booked", "booked"]
    assert house.charged() == [15_000, 15_000]
    with scope(where.practice.practice_id):
        assert Message.objects.filter(kind="scheduling.appointment_confirmed").count() == 2


def test_a_hold_that_runs_out_is_said_and_the_choice_is_kept(
    house: House, browser: Browser, where: Bookable, mira: CastMember, uma: CastMember
) -> None:
    start = at(11)
    with at_home(house, browser, mira) as hers, at_home(house, browser, uma) as umas:
        hers.clock.install()
        hold(hers, where, start)
        let_holds_run_out(where)
        hers.clock.fast_forward("10:05")
        hers.get_by_text("The time was held for you, and that is over.").wait_for()
        judged(hers, "hold-over")
        assert seats(where) == ["expired"]
        expect(hers.get_by_label(told(start), exact=True)).to_be_checked()
        hers.get_by_role("button", name="Continue with this time").click()
        hers.get_by_role("heading", name="Book", exact=True).wait_for()

        let_holds_run_out(where)
        hold(umas, where, start)
        book(umas)
        hers.get_by_role("button", name="Go on to pay").click()

        hers.get_by_text(GONE).wait_for()
        pick(hers, at(13))
        hers.get_by_role("heading", name="Book", exact=True).wait_for()
        book(hers)
    assert seats(where) == ["expired", "expired", "booked", "booked"]
