"""Who may not be seen, or no longer: in another state, after a license ended, by somebody who was stopped."""

from datetime import timedelta

import pytest
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Browser, expect

from attune.credentialing.actions.add_license import renew_license
from attune.credentialing.actions.provider_states import suspend_provider
from attune.credentialing.actions.set_license_status import set_license_status
from attune.credentialing.actions.update_profile import update_profile
from attune.credentialing.models import License
from attune.credentialing.queries.bookable import bookable_until
from attune.credentialing.rules.licenses import LicenseStatus
from attune.foundation.authorization import Actor, Role
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.sandboxes.nppes.store import Entry
from attune.scheduling.models import Seat
from tests.credentialing.people import OTHER_NPI, PDF, licensed, open_states
from tests.journeys import canaries
from tests.journeys.booking_steps import at_home, book, hold, judged, look_at, told
from tests.journeys.house import House
from tests.journeys.practices import WELCOMING
from tests.scheduling.booking import Bookable, at, bookable
from tests.support.world import CastMember, cast, person
from tests.workflows.bookable import go_to, open_practice, seeker

pytestmark = [pytest.mark.journey, pytest.mark.edition]

STOPPED = "This cannot be booked at the moment"


@pytest.fixture
def where(house: House) -> Bookable:
    return open_practice(cast().a)


@pytest.fixture
def mira(where: Bookable) -> CastMember:
    return seeker(canaries.EMAIL, canaries.NAME)


def owner(where: Bookable) -> Actor:
    return where.practice[Role.OWNER].actor


def license_them_in(where: Bookable, state: str) -> None:
    """Let a provider practise in one more state, and their organization where it must be."""
    open_states(state)
    licensed(owner(where), where.provider_id, state)


def states_of_seats(where: Bookable) -> set[str]:
    with scope(where.practice.practice_id):
        return set(Seat.objects.values_list("state", flat=True))


def everybody() -> str:
    """Return where anybody sees who can be booked: the directory, or the team."""
    try:
        return reverse("public_therapists")
    except NoReverseMatch:
        return reverse("public_team")


def test_a_patient_who_will_be_in_another_state_is_led_to_who_may_see_them_there(
    house: House, browser: Browser, where: Bookable, mira: CastMember
) -> None:
    house.registry.add(Entry(OTHER_NPI, "MARIA", "TESTERSON"))
    with scope(where.practice.practice_id):
        other = bookable(where.practice, person_id=person("robin@example.org", "Robin Park").person_id, npi=OTHER_NPI)
        license_them_in(other, "IL")
        update_profile(owner(where), provider_id=other.provider_id, change=WELCOMING)
    with at_home(house, browser, mira) as hers:
        hold(hers, where, at(11))
        hers.get_by_text("Somewhere else at that time?").click()
        hers.get_by_label("Where you will be").select_option("IL")
        hers.get_by_role("button", name="Look whether it can be there").click()

        refused = hers.get_by_role("heading", name="may not see people who are in Illinois")
        expect(refused).to_contain_text("no license for that state covers this day")
        judged(hers, "other-state")
        assert "held" not in states_of_seats(where)
        hers.get_by_role("link", name="See who can see you in Illinois").click()
        hers.locator("h1").wait_for()
        judged(hers, "recommended-there")
        expect(hers.locator(f"a[href*='/book/{other.offering_id}/']").first).to_be_visible()
        expect(hers.locator(f"a[href*='/book/{where.offering_id}/']")).to_have_count(0)

        hers.goto(reverse("confirm_booking"))
        refused.wait_for()
        hers.get_by_label("In another state at that time?").select_option("TX")
        hers.get_by_role("button", name="Look whether it can be there").click()
        book(hers)
    assert "booked" in states_of_seats(where)


def test_a_license_that_ends_after_the_page_was_drawn_stops_the_booking_with_a_way_on(
    house: House, browser: Browser, where: Bookable, mira: CastMember
) -> None:
    with scope(where.practice.practice_id):
        license_them_in(where, "CO")
    with at_home(house, browser, mira) as hers:
        hold(hers, where, at(11))
        with scope(where.practice.practice_id):
            texan = License.objects.get(provider_id=where.provider_id, state="TX")
            set_license_status(owner(where), license_id=texan.id, status=LicenseStatus.REVOKED)
        hers.get_by_role("button", name="Go on to pay").click()

        hers.get_by_role("heading", name="may not see people who are in Texas").wait_for()
        judged(hers, "license-ended")
        expect(hers.get_by_role("link", name="See who can see you in Texas")).to_be_visible()
    assert states_of_seats(where) == {"held"}


def test_a_license_that_lapses_takes_its_holder_from_every_search_in_that_instant(
    house: House, browser: Browser, where: Bookable, mira: CastMember
) -> None:
    with scope(where.practice.practice_id):
        texan = License.objects.get(provider_id=where.provider_id, state="TX")
        last_day = now().date() + timedelta(days=10)
        renew_license(owner(where), license_id=texan.id, expires_on=last_day, evidence=PDF)
        lapses = bookable_until(where.provider_id, now())
    assert lapses is not None
    go_to(lapses - timedelta(hours=15))
    start = at(15, days=0)
    with at_home(house, browser, mira) as hers, at_home(house, browser, mira) as another:
        look_at(hers, where, start)
        hers.get_by_label(told(start), exact=True).check()
        expect(hers.locator(".slot-day:not(.is-full)")).to_have_count(1)
        go_to(lapses - timedelta(seconds=20))
        another.goto(everybody())
        expect(another.get_by_text("Maria Testerson").first).to_be_visible()

        go_to(lapses)
        another.reload()
        expect(another.get_by_text("Maria Testerson")).to_have_count(0)
        judged(another, "nobody-found")
        hers.get_by_role("button", name="Continue with this time").click()

        hers.get_by_role("heading", name=STOPPED).wait_for()
        judged(hers, "license-lapsed")
        expect(hers.get_by_role("link", name="See who else is there")).to_be_visible()
    assert states_of_seats(where) == set()


def test_open_pages_of_a_provider_who_is_suspended_say_so_and_book_nothing(
    house: House, browser: Browser, where: Bookable, mira: CastMember
) -> None:
    uma = seeker("uma@example.org", "Umalindra Fenwickson")
    house.canaries.plant(uma.name, uma.email, canaries.OWN_WORDS)
    with at_home(house, browser, mira) as hers, at_home(house, browser, uma) as umas:
        hold(umas, where, at(13))
        look_at(hers, where, at(11))
        hers.mouse.move(0, 0)
        hers.wait_for_timeout(500)
        with where.open():
            suspend_provider(owner(where), provider_id=where.provider_id, reason=canaries.OWN_WORDS)

        hers.get_by_role("heading", name=STOPPED).wait_for()
        umas.get_by_role("button", name="Go on to pay").click()
        umas.get_by_role("heading", name=STOPPED).wait_for()
        for page in (hers, umas):
            expect(page.get_by_text(canaries.OWN_WORDS)).to_have_count(0)
            judged(page, "suspended")
        umas.get_by_role("link", name="See who else is there").click()
        umas.locator("h1").wait_for()
    assert states_of_seats(where) == {"held"}
