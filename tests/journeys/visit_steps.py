"""What people do at a video visit: say where they are, be let in, see one another."""

from playwright.sync_api import Locator, Page, expect

from tests.journeys.house import eventually
from tests.workflows.bookable import Seen

CONNECTED_WITHIN_MS = 60_000


def own_page(visit: Seen) -> str:
    """Return the address of the patient's page."""
    return f"/my/sessions/{visit.seat_id}/"


def desk_page(visit: Seen) -> str:
    """Return the address of the provider's page."""
    return f"/sessions/{visit.appointment_id}/"


def stage(page: Page) -> Locator:
    """Return where the visit is shown."""
    return page.locator("[data-visit]")


def say_where(page: Page, state: str) -> None:
    """Say in which state one is, and go to the waiting room."""
    page.get_by_label("Where are you now?").select_option(label=state)
    page.get_by_role("button", name="Go to the waiting room").click()


def in_state(page: Page, state: str) -> None:
    """Expect the visit to get as far as a state."""
    expect(stage(page)).to_have_attribute("data-state", state, timeout=CONNECTED_WITHIN_MS)


def sees_other(page: Page) -> None:
    """Expect the other side's picture to move."""
    moves = "video => video.videoWidth > 0 && video.currentTime > 0.2"
    eventually(lambda: page.locator("[data-visit-other]").evaluate(moves), "the other side’s picture")
