"""A device with passkeys for the browser of a test, and what people do with it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

from tests.support.people import Someone


@contextmanager
def device(page: Page, *, knows_its_owner: bool = True) -> Iterator[None]:
    """Give the browser a device that keeps passkeys."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    protocol.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": knows_its_owner,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield
    protocol.detach()


def type_password(page: Page, email: str, password: str) -> None:
    """Fill the sign-in page in and send it."""
    page.get_by_label("E-mail").fill(email)
    summary = page.get_by_text("Use my password")
    if summary.is_visible():
        summary.click()
    page.get_by_label("Password", exact=True).fill(password)
    send(page, "Sign in")


def send(page: Page, name: str) -> None:
    """Send a form by its button, and be where its answer is."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def sign_in_with_password(page: Page, someone: Someone, *, then: str = "/security") -> None:
    """Take the first step of signing in, to end at a page."""
    page.goto(f"/sign-in?next={then}")
    type_password(page, someone.email, someone.password)


def make_passkey(page: Page) -> None:
    """Add a passkey to one's own sign-in."""
    page.goto("/security/passkeys/add")
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url(lambda address: not address.endswith("/add"))


def sign_out(page: Page) -> None:
    """Leave by the button on top."""
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url(re.compile(r"/sign-in\?signed-out$"))
