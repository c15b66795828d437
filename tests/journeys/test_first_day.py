"""The whole chain as one story: found, booked, paid, met, documented, measured, paid out, and seen in the books."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from attune.foundation.authorization import Actor, Role, system_actor
from attune.foundation.background import Tick
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.identity.queries.people import known_person
from attune.kernel.business_days import add_business_days
from attune.kernel.identifiers import new_id
from attune.ledger.queries.verify import verify_book
from attune.scheduling.models import Seat
from attune.workflows.jobs import make_round_of_measures
from tests.journeys import canaries
from tests.journeys.accounts import sign_up
from tests.journeys.booking_steps import at_home, judged
from tests.journeys.check_in_steps import answer_eight, answered
from tests.journeys.house import PHONE, WIDE, House, eventually, reloaded_until
from tests.journeys.practices import open_to_everyone
from tests.journeys.steps import agree, book, choose_the_first_time, say_what_brings_you, say_where_and_how, say_who
from tests.journeys.visit_steps import desk_page, in_state, own_page, say_where, sees_other
from tests.journeys.walk import Walk
from tests.scheduling.booking import EASTERN, Bookable
from tests.support.world import CastMember, World, cast
from tests.workflows.bookable import Seen, go_to

pytestmark = [pytest.mark.journey, pytest.mark.edition]

SAID = "The heron by the weir, every morning"
PRICE, NET = "$150.00", "$127.50"
PRICE_MINOR = 15_000


@pytest.fixture
def people(house: House) -> World:
    return cast()


def test_a_session_goes_from_a_strangers_first_question_into_the_books(
    house: House, browser: Browser, people: World
) -> None:
    house.canaries.plant(SAID)
    where, provider = open_to_everyone(people.a), people.a[Role.PROVIDER]
    with house.visitor(browser, PHONE) as page:
        books_and_pays(Walk(page), house)
    visit, mira = booked(where)

    pass_time(house, visit.starts_at - timedelta(hours=23))
    make_round_of_measures(Tick(now(), new_id()))
    with at_home(house, browser, mira) as hers:
        answers_questions(hers)
    pass_time(house, visit.starts_at + timedelta(minutes=1))
    with at_home(house, browser, mira) as hers, at_home(house, browser, provider, WIDE) as desk:
        meet(hers, desk, visit)
    pass_time(house, visit.starts_at + timedelta(hours=1))
    with at_home(house, browser, provider, WIDE) as desk:
        says_who_came(desk, visit)
        signs_the_note(desk)
    with at_home(house, browser, mira) as hers:
        hers.goto(reverse("patient_record"))
        expect(hers.get_by_text(SAID)).to_be_visible()

    if apps.is_installed("attune.payouts"):
        is_paid_out(house, browser, people, visit)
    else:
        stays_in_the_clinic(house, browser, people)
    assert house.charged() == [PRICE_MINOR]
    with scope(visit.practice_id, plane=Plane.BUSINESS):
        assert verify_book(system_actor(visit.practice_id)).findings == ()


def books_and_pays(walk: Walk, house: House) -> None:
    """Go from the first page to a session that is paid, with nobody's help."""
    walk.page.goto("/")
    walk.tap(walk.page.locator("main a.button-primary").first)
    say_what_brings_you(walk)
    say_who(walk, "Me", canaries.BORN)
    say_where_and_how(walk)
    choose_the_first_time(walk)
    sign_up(walk, house, name=canaries.NAME, email=canaries.EMAIL)
    agree(walk)
    book(walk)
    expect(walk.page.get_by_text("It is paid and booked.")).to_be_visible()


def booked(where: Bookable) -> tuple[Seen, CastMember]:
    """Return the one session there is, and who booked it."""
    known = known_person(canaries.EMAIL)
    assert known is not None
    practice_id = where.practice.practice_id
    with scope(practice_id):
        seat = Seat.objects.select_related("appointment").get()
    assert (seat.state, seat.person_id) == ("booked", known.person_id)
    actor = Actor(known.person_id, practice_id, frozenset({Role.PATIENT}))
    mira = CastMember(known.person_id, canaries.EMAIL, canaries.NAME, frozenset())
    return Seen(where, actor, seat.id, seat.appointment_id, seat.appointment.starts_at), mira


def pass_time(house: House, moment: datetime) -> None:
    """Let it be a later moment, at the payment processor as well."""
    go_to(moment)
    house.processor.move_clock((moment - datetime.now(UTC)).total_seconds())


def at_noon(day: date) -> datetime:
    """Return the middle of a day where the bank is."""
    return datetime.combine(day, time(12), EASTERN)


def answers_questions(hers: Page) -> None:
    """Fill in what was sent before the session."""
    reloaded_until(hers, reverse("patient_measures"), "How your mood")
    hers.get_by_role("link", name=re.compile("How your mood")).click()
    answer_eight(hers)
    answered(hers, "Not at all")
    expect(hers.get_by_text("Your answers come to 8 of 27")).to_be_visible()


def meet(hers: Page, desk: Page, visit: Seen) -> None:
    """Meet on video through the waiting room; the provider has the score before their eyes."""
    desk.goto(desk_page(visit))
    expect(desk.get_by_role("heading", name="Measures")).to_be_visible()
    expect(desk.get_by_text("No score yet.")).to_have_count(0)
    hers.goto(own_page(visit))
    say_where(hers, "Texas")
    in_state(hers, "waiting")
    desk.get_by_role("button", name="Join with video").click()
    desk.get_by_role("button", name="Let ").click()
    for page in (hers, desk):
        in_state(page, "connected")
        sees_other(page)
    for page in (hers, desk):
        page.get_by_role("button", name="Leave").click()
    in_state(desk, "left")


def says_who_came(desk: Page, visit: Seen) -> None:
    """Say that the session took place, which earns its price."""
    desk.goto(f"{desk_page(visit)}?part=after")
    desk.get_by_role("button", name=re.compile("^Came")).click()
    expect(desk.locator("section", has_text="Who came").get_by_text("Came", exact=True)).to_be_visible()
    judged(desk, "first-day-after")


def signs_the_note(desk: Page) -> None:
    """Write the session's note and sign it."""
    desk.goto(reverse("provider_notes"))
    desk.get_by_role("link", name=re.compile("^Write")).click()
    desk.get_by_label("Subjective").fill(SAID)
    expect(desk.locator("[data-note-state]")).to_contain_text("Saved", timeout=15_000)
    desk.get_by_role("button", name="Look over and sign").click()
    desk.get_by_role("button", name="Sign the note").click()
    desk.get_by_text("Signed. From now on it stays as it is").wait_for()


def is_paid_out(house: House, browser: Browser, people: World, visit: Seen) -> None:
    """Follow the money to the day that was promised, and from the payout's line back to the session."""
    from attune.payouts import jobs

    met_on = visit.starts_at.astimezone(EASTERN).date()
    pass_time(house, at_noon(add_business_days(met_on, 2)))
    jobs.make_round(Tick(now(), new_id()))
    eventually(lambda: any(house.paid.store.records("payout")), "the payout at the processor")
    pass_time(house, at_noon(add_business_days(met_on, 4)))
    jobs.make_round(Tick(now(), new_id()))

    with at_home(house, browser, people.a[Role.OWNER], WIDE) as owner:
        reloaded_until(owner, f"{reverse('practice_finances')}?show=arrived", "Sessions and what they earn")
        owner.get_by_role("table", name="Payouts").get_by_role("link").click()
        lines = owner.get_by_role("table", name="What this payout consists of")
        expect(lines.get_by_text(NET).first).to_be_visible()
        judged(owner, "first-day-payout")
        session = reverse("practice_session", args=[visit.appointment_id])
        assert [line.get_attribute("href") for line in lines.get_by_role("link").all()] == [session]
        lines.get_by_role("link").click()
        owner.wait_for_url(f"**{session}")
        expect(owner.get_by_role("heading", level=1)).to_be_visible()
        ends_the_contract(owner)

    with at_home(house, browser, people.platform[Role.FINANCE], WIDE) as desk:
        reloaded_until(desk, f"{reverse('operator_payouts')}?state=arrived", NET)
        desk.get_by_role("table").get_by_role("link").first.click()
        desk.get_by_role("table", name="Payout lines").get_by_role("link").click()
        expect(desk.get_by_text(str(visit.seat_id))).to_be_visible()
        for entry in ("Charged", "Earned"):
            expect(desk.get_by_text(entry, exact=True)).to_be_visible()
        expect(desk.get_by_text(canaries.NAME)).to_have_count(0)
        judged(desk, "first-day-trace")


def ends_the_contract(owner: Page) -> None:
    """Leave the platform with notice, when all is paid; until its last day everything goes on."""
    owner.goto(reverse("practice_agreements"))
    owner.get_by_role("link", name="End the contract").click()
    owner.get_by_label("Last day of the contract").fill((now().date() + timedelta(days=40)).isoformat())
    owner.get_by_label("Reason").fill("We retire.")
    owner.get_by_role("button", name="End the contract").click()
    expect(owner.get_by_text("Nothing is booked after the end.")).to_be_visible()
    judged(owner, "contract-ends")


def stays_in_the_clinic(house: House, browser: Browser, people: World) -> None:
    """See the charge in the clinic's own books, and nothing sent anywhere."""
    with at_home(house, browser, people.a[Role.OWNER], WIDE) as owner:
        owner.goto(reverse("practice_payments"))
        expect(owner.get_by_role("table").get_by_text(PRICE)).to_be_visible()
        owner.goto(reverse("practice_numbers"))
        expect(owner.locator("main").get_by_text(PRICE).first).to_be_visible()
        judged(owner, "first-day-numbers")
    assert [one.account for one in house.paid.store.records("charge")] == [""]
    assert list(house.paid.store.records("payout")) == []
