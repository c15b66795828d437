"""The video visit: through the waiting room, back after a reload, refused without a license there, closed to others."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from attune.foundation.authorization import Role
from attune.foundation.policies import policy
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.practices.rules.policy import StandingPolicy
from attune.telehealth.models import CheckIn, Presence
from tests.journeys import canaries
from tests.journeys.booking_steps import at_home, judged
from tests.journeys.house import WIDE, House, eventually
from tests.journeys.visit_steps import desk_page, in_state, own_page, say_where, sees_other, stage
from tests.scheduling.booking import Bookable, at
from tests.support.world import CastMember, cast
from tests.workflows.bookable import Seen, booked_by, go_to, open_practice, seeker

pytestmark = [pytest.mark.journey, pytest.mark.edition]


@pytest.fixture
def where(house: House) -> Bookable:
    return open_practice(cast().a)


@pytest.fixture
def mira(where: Bookable) -> CastMember:
    return seeker(canaries.EMAIL, canaries.NAME)


@pytest.fixture
def visit(where: Bookable, mira: CastMember) -> Seen:
    """Give the test a booked video session whose door has just opened."""
    seen = booked_by(mira, where, at(11, days=6))
    go_to(seen.starts_at - timedelta(minutes=10))
    return seen


def presences(visit: Seen) -> list[tuple[str, str, bool, bool]]:
    """Return who was where, whether both saw each other over it, and whether it is over, earliest first."""
    with scope(visit.practice_id):
        rows = Presence.objects.order_by("joined_at", "id")
        return [(one.side, one.spot, one.connected_at is not None, one.left_at is not None) for one in rows]


def ended(visit: Seen) -> list[tuple[str, str, bool, bool]] | None:
    """Return them once the server has seen everybody leave: the pages do not wait for it."""
    found = presences(visit)
    return found if all(has_left for *_, has_left in found) else None


def test_two_people_meet_through_the_waiting_room_and_one_comes_back_after_a_reload(
    house: House, browser: Browser, where: Bookable, mira: CastMember, visit: Seen
) -> None:
    with (
        at_home(house, browser, mira) as hers,
        at_home(house, browser, where.practice[Role.PROVIDER], WIDE) as desk,
    ):
        desk.goto(desk_page(visit))
        expect(desk.get_by_text("is not here yet")).to_be_visible()
        hers.goto(own_page(visit))
        judged(hers, "visit-door")
        say_where(hers, "Texas")
        in_state(hers, "waiting")
        judged(hers, "visit-waiting")

        expect(desk.get_by_text("waits to be let in")).to_be_visible()
        desk.get_by_role("button", name="Join with video").click()
        in_state(desk, "alone")
        judged(desk, "visit-desk")
        desk.get_by_role("button", name="Let ").click()
        for page in (hers, desk):
            in_state(page, "connected")
            sees_other(page)
        judged(desk, "visit-call")
        judged(hers, "visit-own-call")

        hers.reload()
        for page in (hers, desk):
            in_state(page, "connected")
            sees_other(page)
        hers.get_by_role("button", name="Leave").click()
        in_state(desk, "otherLeft")
        expect(desk.get_by_text("was let in and is not connected")).to_be_visible()
        desk.get_by_role("button", name="Leave").click()
        in_state(desk, "left")

    # A line that a busy machine loses, or a way that is looked for twice, is one presence more, maybe with no picture.
    again = ("patient", "inside", True, True)
    given_up = {(side, "inside", False, True) for side in ("patient", "provider")}
    came = eventually(lambda: ended(visit), "everybody’s leaving")
    assert set(came) - given_up == {again, ("patient", "waiting", False, True), ("provider", "inside", True, True)}
    assert came.count(again) >= 2


def test_a_patient_who_travels_is_refused_at_the_door_and_the_provider_sees_it(
    house: House, browser: Browser, where: Bookable, mira: CastMember, visit: Seen
) -> None:
    with (
        at_home(house, browser, mira) as hers,
        at_home(house, browser, where.practice[Role.PROVIDER], WIDE) as desk,
    ):
        desk.goto(desk_page(visit))
        hers.goto(own_page(visit))
        say_where(hers, "Nevada")
        expect(hers.get_by_text("You said you are in Nevada.")).to_be_visible()
        expect(hers.get_by_role("link", name="Call or text 988")).to_be_visible()
        expect(stage(hers)).to_have_count(0)
        judged(hers, "visit-refused")
        expect(desk.get_by_text("was refused at the door")).to_be_visible()
        expect(desk.get_by_role("button", name="Let ")).to_have_count(0)
        judged(desk, "visit-desk-refused")

        say_where(hers, "Texas")
        in_state(hers, "waiting")
        expect(desk.get_by_text("waits to be let in")).to_be_visible()

    closed_state = ["state_not_authorized"] if policy(StandingPolicy).needs_state_authorization else []
    assert answers(visit) == [("NV", False, [*closed_state, "license_missing"]), ("TX", True, [])]


def test_the_door_is_closed_to_strangers_and_on_other_days(
    house: House, browser: Browser, where: Bookable, mira: CastMember, visit: Seen
) -> None:
    uma = seeker("uma@example.org", "Umalindra Fenwickson")
    with at_home(house, browser, mira) as hers, at_home(house, browser, uma) as umas:
        got = [umas.request.get(f"/my/sessions/{one}/") for one in (visit.seat_id, new_id())]
        assert [one.status for one in got] == [404, 404]
        umas.goto("/me")
        assert [closed(umas, path) for path in (f"visits/{visit.seat_id}", f"rooms/{visit.appointment_id}")] == [
            4404,
            4404,
        ]
        hers.goto("/me")
        assert closed(hers, f"visits/{visit.seat_id}") == 4403

        shows(hers, visit, visit.starts_at - timedelta(days=1), "The door opens")
        shows(hers, visit, visit.starts_at + timedelta(days=1), "This visit is over.")
        assert closed(hers, f"visits/{visit.seat_id}") == 4403
    assert presences(visit) == []


def shows(page: Page, visit: Seen, moment: datetime, text: str) -> None:
    """Expect the patient's page to say something at a moment, and to have no stage."""
    go_to(moment)
    page.goto(own_page(visit))
    expect(page.get_by_text(text)).to_be_visible()
    expect(stage(page)).to_have_count(0)


def closed(page: Page, path: str) -> int:
    """Return the code with which the websocket of this path is closed to the page."""
    code: int = page.evaluate(
        "path => new Promise((done) => {"
        "  new WebSocket(`ws://${location.host}/ws/${path}`).onclose = ({ code }) => done(code);"
        "})",
        path,
    )
    return code


def answers(visit: Seen) -> list[tuple[str, bool, list[str]]]:
    """Return what was said at the door and the decisions that were kept on it, made for joining."""
    with scope(visit.practice_id):
        rows = CheckIn.objects.select_related("clearance").order_by("at")
        assert {one.clearance.asked_at_door for one in rows} == {"joining"}
        return [(one.state, one.is_cleared, one.clearance.reasons) for one in rows]
