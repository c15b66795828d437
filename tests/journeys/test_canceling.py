"""Canceling and moving before and after the deadline: what it costs is what was agreed to at booking, said before."""

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from attune.foundation.authorization import Role
from attune.foundation.policies import policy
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.kernel.money import Money
from attune.sandboxes.mail.store import OpenedMail
from attune.scheduling.actions.offerings import change_offering
from attune.scheduling.actions.set_cancellation_terms import set_cancellation_terms
from attune.scheduling.models import Seat
from attune.scheduling.rules.policy import BookingPolicy, CancellationPolicy
from tests.journeys import canaries
from tests.journeys.booking_steps import at_home, book, hold, judged
from tests.journeys.house import WIDE, House
from tests.scheduling.booking import Bookable, at
from tests.scheduling.providers import TERMS
from tests.support.world import CastMember, cast
from tests.workflows.bookable import go_to, open_practice, seeker

pytestmark = [pytest.mark.journey, pytest.mark.edition]

START = {"hour": 11, "days": 6}


@pytest.fixture
def where(house: House) -> Bookable:
    return open_practice(cast().a)


@pytest.fixture
def mira(where: Bookable) -> CastMember:
    return seeker(canaries.EMAIL, canaries.NAME)


def become_dearer(where: Bookable) -> None:
    """Let everything cost more from now on: the price, and canceling where a provider may say what it costs."""
    with scope(where.practice.practice_id):
        change_offering(
            where.practice[Role.OWNER].actor, offering_id=where.offering_id, terms=replace(TERMS, price=Money(30_000))
        )
        if not policy(BookingPolicy).is_uniform:
            dearer = CancellationPolicy(free_until_hours=72, late_fee_bps=10_000, missed_fee_bps=10_000)
            set_cancellation_terms(where.provider, provider_id=where.provider_id, terms=dearer)


def asked_to_cancel(page: Page, session: str) -> None:
    """Go from a session to the question whether it is to be canceled."""
    page.goto(session)
    page.get_by_role("link", name="Cancel session").click()
    page.get_by_role("heading", name="Cancel this session?").wait_for()


def test_before_the_deadline_a_session_moves_and_is_canceled_for_nothing(
    house: House, browser: Browser, where: Bookable, mira: CastMember
) -> None:
    start, later = at(**START), at(13, days=6)
    with (
        at_home(house, browser, mira) as hers,
        at_home(house, browser, where.practice[Role.PROVIDER], WIDE) as desk,
    ):
        hold(hers, where, start)
        expect(hers.get_by_text("After that the fee is $75.00.")).to_be_visible()
        session = book(hers)
        house.mail_to(mira.email, confirms)
        desk.goto(f"/provider/calendar?week={start.date()}")
        shown = desk.locator(".booking", has_text=mira.name)
        expect(shown).to_contain_text("9:00")

        hers.get_by_role("link", name="Move session").click()
        hers.get_by_role("heading", name="Move this session").wait_for()
        judged(hers, "move")
        hers.get_by_label("11:00 AM", exact=True).check()
        hers.get_by_role("button", name="Move session").click()
        hers.get_by_text("Moved to").wait_for()
        expect(shown).to_contain_text("11:00")
        house.mail_to(mira.email, lambda mail: "a new time" in mail.listed.subject)

        asked_to_cancel(hers, session)
        expect(hers.get_by_text("Canceling now is free.")).to_be_visible()
        judged(hers, "cancel-free")
        hers.get_by_role("button", name="Cancel session").click()
        hers.get_by_text("No session is coming up").wait_for()

        expect(shown).to_have_count(0)
        house.mail_to(mira.email, cancels)
        hold(hers, where, later)
    assert fees(where) == [("canceled", 0), ("held", 0)]


def test_after_the_deadline_the_page_says_the_fee_of_the_booking_before_it_is_due(
    house: House, browser: Browser, where: Bookable, mira: CastMember
) -> None:
    start = at(**START)
    with (
        at_home(house, browser, mira) as hers,
        at_home(house, browser, where.practice[Role.PROVIDER], WIDE) as desk,
    ):
        hold(hers, where, start)
        session = book(hers)
        become_dearer(where)
        go_to(start - timedelta(hours=24, minutes=1))
        asked_to_cancel(hers, session)
        expect(hers.get_by_text("Canceling now is free.")).to_be_visible()
        desk.goto(f"/provider/calendar?week={start.date()}")
        shown = desk.locator(".booking", has_text=mira.name)
        expect(shown).to_be_visible()

        go_to(start - timedelta(hours=24))
        hers.get_by_role("button", name="Cancel session").click()

        expect(hers.get_by_text("The fee is $75.00.")).to_be_visible()
        assert fees(where) == [("booked", 0)]
        judged(hers, "cancel-late")
        hers.get_by_role("link", name="Keep it").click()
        expect(hers.get_by_text("Canceling now costs $75.00.")).to_be_visible()
        expect(hers.get_by_role("link", name="Move session")).to_have_count(0)
        hers.goto(f"{session}/move")
        expect(hers.get_by_text("Moving was possible until")).to_be_visible()
        judged(hers, "move-late")

        asked_to_cancel(hers, session)
        hers.get_by_role("button", name="Cancel for $75.00").click()
        hers.get_by_text("No session is coming up").wait_for()
        hers.goto(session)
        expect(hers.get_by_text("Canceled by you")).to_be_visible()
        expect(hers.locator("dt", has_text="Fee").locator("+ dd")).to_have_text("$75.00")
        judged(hers, "canceled-late")
        expect(shown).to_have_count(0)
        hers.goto("/me/sessions")
        judged(hers, "sessions-past")
    assert fees(where) == [("canceled", 7_500)]
    mail = house.mail_to(mira.email, cancels)
    assert "A fee is due, as you saw before you canceled." in mail.text


def test_the_practice_cancels_for_nothing_and_the_open_page_of_who_comes_says_so(
    house: House, browser: Browser, where: Bookable, mira: CastMember
) -> None:
    start = at(**START)
    with (
        at_home(house, browser, mira) as hers,
        at_home(house, browser, where.practice[Role.PROVIDER], WIDE) as desk,
    ):
        hold(hers, where, start)
        book(hers)
        go_to(start - timedelta(hours=2))
        hers.mouse.move(0, 0)
        desk.goto(f"/provider/calendar?week={start.date()}")
        desk.goto(str(desk.locator(".session-line", has_text=mira.name).get_attribute("href")))
        judged(desk, "session-page-before")
        desk.get_by_role("link", name="Move or cancel").click()
        desk.get_by_role("heading", name="Who comes").wait_for()
        judged(desk, "session-of-provider")
        desk.get_by_label("Why").fill(canaries.OWN_WORDS)
        desk.get_by_role("button", name="Cancel the session").click()
        desk.get_by_text("nobody owes anything for it").wait_for()

        expect(hers.get_by_text("Canceled by the practice")).to_be_visible()
        expect(hers.get_by_text(canaries.OWN_WORDS)).to_have_count(0)
    assert fees(where) == [("canceled", 0)]
    mail = house.mail_to(mira.email, cancels)
    assert "You owe nothing for it." in mail.text


def test_the_address_of_another_patients_session_is_like_one_that_is_not_there(
    house: House, browser: Browser, where: Bookable, mira: CastMember
) -> None:
    uma = seeker("uma@example.org", "Umalindra Fenwickson")
    house.canaries.plant(uma.name, uma.email)
    with at_home(house, browser, mira) as hers, at_home(house, browser, uma) as umas:
        hold(hers, where, at(**START))
        session = book(hers)
        nobodys = f"{session.rpartition('/')[0]}/{new_id()}"
        for way in ("", "/cancel", "/move", "/appointment.ics"):
            got = [umas.request.get(address + way) for address in (session, nobodys)]
            assert [one.status for one in got] == [404, 404]
            assert not any(canaries.NAME in one.text() or "Testerson" in one.text() for one in got)
        umas.goto(session)
        judged(umas, "not-there")
    assert fees(where) == [("booked", 0)]


def confirms(mail: OpenedMail) -> bool:
    """Tell whether a mail puts a session into a calendar."""
    return [one.method for one in mail.files] == ["REQUEST"]


def cancels(mail: OpenedMail) -> bool:
    """Tell whether a mail takes a session out of a calendar."""
    return [one.method for one in mail.files] == ["CANCEL"]


def fees(where: Bookable) -> list[tuple[str, int]]:
    """Return each seat's state and what is due for it, oldest first."""
    with scope(where.practice.practice_id):
        return list(Seat.objects.order_by("created_at").values_list("state", "fee_minor"))
