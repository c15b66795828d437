"""Paying in a browser: a card that is declined, a bank that asks, and a fee for canceling late."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from attune.billing.queries.seat_money import MoneyState, seat_money
from attune.billing.rules.split import commission_of
from attune.foundation.authorization import Actor, Role, system_actor
from attune.foundation.tenancy import Plane, scope
from attune.kernel.money import Money
from attune.ledger.queries.book import balances
from attune.ledger.queries.verify import verify_book
from attune.ledger.rules.entry import AccountKind
from attune.sandboxes.stripe.balances import totals
from attune.scheduling.models import Seat
from tests.journeys import canaries
from tests.journeys.booking_steps import (
    BANK_ASKS_CARD,
    DECLINED_CARD,
    PAY,
    at_home,
    book,
    go_to_pay,
    hold,
    judged,
    pay,
    type_card,
)
from tests.journeys.house import House, eventually, reloaded_until
from tests.scheduling.booking import Bookable, at
from tests.support.world import CastMember, cast
from tests.workflows.bookable import go_to, open_practice, seeker

pytestmark = [pytest.mark.journey, pytest.mark.edition]


@pytest.fixture
def where(house: House) -> Bookable:
    return open_practice(cast().a)


@pytest.fixture
def mira(where: Bookable) -> CastMember:
    return seeker(canaries.EMAIL, canaries.NAME)


def booked(page: Page) -> None:
    page.get_by_role("link", name="All sessions").wait_for()


def test_a_declined_card_is_said_in_words_and_another_one_books(
    house: House, browser: Browser, where: Bookable, mira: CastMember
) -> None:
    with at_home(house, browser, mira) as hers:
        hold(hers, where, at(11))
        go_to_pay(hers)
        hers.get_by_role("button", name=PAY).click()
        expect(hers.get_by_text("Your card number is incomplete.")).to_be_visible()

        pay(hers, DECLINED_CARD)

        expect(hers.get_by_text("The card does not have enough on it for this.")).to_be_visible()
        expect(hers.get_by_text("Nothing was taken.")).to_be_visible()
        judged(hers, "declined")
        assert (house.charged(), seats(where)) == ([], ["held"])
        pay(hers)
        booked(hers)
    assert (house.charged(), seats(where)) == ([15_000], ["booked"])


def test_a_bank_that_asks_is_answered_no_then_yes(
    house: House, browser: Browser, where: Bookable, mira: CastMember
) -> None:
    with at_home(house, browser, mira) as hers:
        hold(hers, where, at(11))
        go_to_pay(hers)
        pay(hers, BANK_ASKS_CARD)
        hers.get_by_role("button", name="Fail authentication").click()
        expect(hers.get_by_text("Your bank could not make sure that it is you.")).to_be_visible()
        assert (house.charged(), seats(where)) == ([], ["held"])

        pay(hers, BANK_ASKS_CARD)
        hers.get_by_role("button", name="Complete authentication").click()

        booked(hers)
    assert (house.charged(), seats(where)) == ([15_000], ["booked"])


def test_a_bank_that_is_never_answered_takes_nothing_and_its_question_can_be_asked_again(
    house: House, browser: Browser, where: Bookable, mira: CastMember
) -> None:
    with at_home(house, browser, mira) as hers:
        hold(hers, where, at(11))
        go_to_pay(hers)
        type_card(hers, BANK_ASKS_CARD)
        hers.get_by_role("button", name=PAY).click()
        # What the bank was not told is looked up, and asked again.
        with hers.expect_navigation():
            hers.get_by_role("button", name="Close").click()
        hers.get_by_role("heading", name="Your bank asks you something").wait_for()
        address = hers.url

        hers.goto(reverse("patient_sessions"))
        hers.goto(address)
        hers.get_by_role("button", name="Complete authentication").click()

        booked(hers)
    assert house.charged() == [15_000]


def test_canceling_late_gives_back_what_the_page_said_and_every_book_agrees(
    house: House, browser: Browser, where: Bookable, mira: CastMember
) -> None:
    start = at(11, days=6)
    with at_home(house, browser, mira) as hers:
        hold(hers, where, start)
        session = book(hers)
        go_to(start - timedelta(hours=2))
        hers.goto(session)
        hers.get_by_role("link", name="Cancel session").click()

        hers.get_by_role("button", name="Cancel for $75.00").click()

        hers.get_by_text("No session is coming up").wait_for()
        eventually(lambda: house.given_back() == [7_500], "the refund")
        reloaded_until(hers, reverse("patient_payments"), "Partly refunded")
        hers.get_by_role("table").get_by_role("link").first.click()
        expect(hers.locator(".is-total", has_text="$75.00")).to_be_visible()
    agrees(house, where, mira)


def agrees(house: House, where: Bookable, mira: CastMember) -> None:
    """Require that seat, book and processor say the same to the cent."""
    practice_id = where.practice.practice_id
    patient = Actor(mira.person_id, practice_id, frozenset({Role.PATIENT}))
    with scope(practice_id, person_id=mira.person_id, plane=Plane.SELF):
        money = seat_money(patient, Seat.objects.get().id)
    with scope(practice_id, plane=Plane.BUSINESS):
        system = system_actor(practice_id)
        eventually(lambda: verify_book(system).findings == (), "a whole book")
        book = balances(system)
    kept = Money(7_500)
    commission = commission_of(kept, 1_500) if where_is_split(house) else Money(0)

    assert (money.state, money.refunded, money.commission) == (MoneyState.PARTLY_REFUNDED, kept, commission)
    assert book[AccountKind.REVENUE] == kept
    assert book[AccountKind.PROCESSOR].minor == at_processor(house)


def where_is_split(house: House) -> bool:
    return any(one.account for one in house.paid.store.records("charge"))


def at_processor(house: House) -> int:
    """Return what the account that was charged holds, pending or not."""
    (charge,) = house.paid.store.records("charge")
    with house.paid.store.lock:
        return sum(totals(house.paid, charge.account))


def seats(where: Bookable) -> list[str]:
    with scope(where.practice.practice_id):
        return list(Seat.objects.order_by("created_at").values_list("state", flat=True))
