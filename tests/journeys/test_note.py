"""A note from its first word to the patient who reads it: written through a cut line, signed, added to, looked at."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from attune.foundation.authorization import Role
from tests.journeys import canaries
from tests.journeys.booking_steps import at_home, judged
from tests.journeys.house import WIDE, House
from tests.scheduling.booking import Bookable, at
from tests.support.world import CastMember, cast
from tests.workflows.bookable import Seen, booked_by, go_to, open_practice, seeker

pytestmark = [pytest.mark.journey, pytest.mark.edition]

EDITOR = "**/note-editor*.js"

SAID = "Dreams of a marmalade elevator again"
PLAN = "Breathing sheet on the ladder, twice"
LATER = "Called on Friday: the ladder holds"
PRIVATE = "My own father and the elevator"


@pytest.fixture
def where(house: House) -> Bookable:
    return open_practice(cast().a)


@pytest.fixture
def mira(where: Bookable) -> CastMember:
    return seeker(canaries.EMAIL, canaries.NAME)


@pytest.fixture
def visit(where: Bookable, mira: CastMember) -> Seen:
    """Give the test a session that has begun."""
    seen = booked_by(mira, where, at(11, days=6))
    go_to(seen.starts_at + timedelta(minutes=10))
    return seen


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-note-state]")).to_contain_text(words, timeout=15_000)


def copies(page: Page) -> int:
    """Return how many notes the browser keeps a copy of."""
    count = page.evaluate("Object.keys(sessionStorage).filter((name) => name.includes('note-')).length")
    assert isinstance(count, int)
    return count


def leaves_nothing_behind(desk: Page) -> None:
    """Expect that what could not be saved goes with who signs out."""
    desk.go_back()
    # The line is cut for saving alone, so that signing out still reaches the house.
    desk.route("**/private/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    scripts: list[Route] = []
    desk.route(EDITOR, lambda route: scripts.append(route))
    desk.get_by_role("link", name="Private notes").click(no_wait_after=True)
    desk.get_by_label("Only for yourself").fill(f"{PRIVATE}, once more")
    # Somebody may write before the script is there; its words count as well.
    desk.unroute(EDITOR)
    for script in scripts:
        script.continue_()
    says(desk, "Not saved: no connection.")
    assert copies(desk) == 1

    desk.locator("form[data-sign-out]").first.evaluate("(form) => form.requestSubmit()")
    desk.wait_for_url(lambda address: "/provider" not in address)

    assert copies(desk) == 0


def test_a_note_survives_a_cut_line_is_signed_and_read_by_the_patient(
    house: House, browser: Browser, where: Bookable, mira: CastMember, visit: Seen
) -> None:
    house.canaries.plant(SAID, PLAN, LATER, PRIVATE)

    with at_home(house, browser, where.practice[Role.PROVIDER], WIDE) as desk:
        desk.goto("/provider/notes")
        judged(desk, "notes-to-sign")
        desk.get_by_role("link", name=re.compile("^Write")).click()
        desk.get_by_label("Subjective").fill(SAID)
        says(desk, "Saved")
        judged(desk, "note")

        desk.context.set_offline(True)
        desk.get_by_label("Plan").fill(PLAN)
        says(desk, "Not saved: no connection. Kept in this browser.")
        kept = desk.evaluate("JSON.stringify(sessionStorage)")
        desk.context.set_offline(False)
        desk.reload()
        says(desk, "Saved")
        expect(desk.get_by_label("Plan")).to_have_value(PLAN)
        expect(desk.get_by_label("Subjective")).to_have_value(SAID)
        assert PLAN not in kept
        assert copies(desk) == 0

        desk.get_by_role("link", name="Private notes").click()
        desk.get_by_label("Only for yourself").fill(PRIVATE)
        says(desk, "Saved")
        judged(desk, "private-note")
        desk.get_by_role("link", name="Back to the note").click()

        desk.get_by_role("button", name="Look over and sign").click()
        desk.get_by_role("heading", name="A last look").wait_for()
        judged(desk, "last-look")
        desk.get_by_role("button", name="Sign the note").click()
        desk.get_by_text("Signed. From now on it stays as it is").wait_for()
        desk.get_by_role("textbox", name="Addendum").fill(LATER)
        desk.get_by_role("button", name="Add and sign").click()
        desk.get_by_text(LATER).wait_for()
        judged(desk, "signed-note")
        desk.get_by_role("link", name="Chart").click()
        desk.get_by_role("heading", name="At a glance").wait_for()
        judged(desk, "chart")
        leaves_nothing_behind(desk)

    with at_home(house, browser, mira) as hers:
        hers.goto("/me/record")
        for words in (SAID, PLAN, LATER):
            expect(hers.get_by_text(words)).to_be_visible()
        expect(hers.get_by_text("Note signed").first).to_be_visible()
        expect(hers.get_by_text(PRIVATE)).to_have_count(0)
        judged(hers, "record")
        with hers.expect_download() as taken:
            hers.get_by_role("link", name="Download as PDF").click()
        assert taken.value.path().read_bytes()[:5] == b"%PDF-"
