"""Passkeys: made, used alone, used as the second step, refused when they are somebody else's."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from attune.kernel.roles import Role
from tests.support.people import PASSWORD, Someone, colleague, patient

pytestmark = pytest.mark.journey


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


def sign_in_with_password(page: Page, someone: Someone, *, then: str = "/security") -> None:
    page.goto(f"/sign-in?next={then}")
    page.get_by_label("E-mail").fill(someone.email)
    page.get_by_text("Use my password").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def make_passkey(page: Page) -> None:
    page.goto("/security/passkeys/add")
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url("**/security/recovery-codes")


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url("**/sign-in?signed-out")


def test_a_passkey_is_made_and_signs_in_alone(page: Page) -> None:
    priya = colleague(Role.PROVIDER, with_app=False)

    with device(page):
        sign_in_with_password(page, priya)
        make_passkey(page)
        sign_out(page)
        page.goto("/sign-in?next=/security/sessions")
        page.get_by_role("button", name="Continue with a passkey").click()
        page.wait_for_url("**/security/sessions")

    expect(page.get_by_text("This one")).to_be_visible()
    assert Authenticator.objects.get(type="webauthn").last_used_at is not None


def test_a_passkey_is_the_second_step_after_a_password(page: Page) -> None:
    mira = patient()

    with device(page):
        sign_in_with_password(page, mira)
        make_passkey(page)
        sign_out(page)
        sign_in_with_password(page, mira)
        page.wait_for_url("**/sign-in/verify")
        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url("**/security")

    expect(page.get_by_role("heading", name="Your sign-in")).to_be_visible()


def test_a_passkey_is_renamed_and_removed(page: Page) -> None:
    mira = patient()

    with device(page):
        sign_in_with_password(page, mira)
        make_passkey(page)
        page.goto("/security")
        page.get_by_role("link", name="Rename").click()
        page.get_by_label("Name").fill("The kitchen tablet")
        page.get_by_role("button", name="Keep this name").click()
        expect(page.get_by_text("The kitchen tablet").first).to_be_visible()
        page.get_by_role("link", name="Remove The kitchen tablet").click()
        page.get_by_role("button", name="Remove the passkey").click()
        page.wait_for_url("**/security")

    assert not Authenticator.objects.exists()


def test_a_passkey_that_was_removed_here_does_not_open(page: Page) -> None:
    mira = patient()

    with device(page):
        sign_in_with_password(page, mira)
        make_passkey(page)
        sign_out(page)
        Authenticator.objects.all().delete()
        page.goto("/sign-in")
        page.get_by_role("button", name="Continue with a passkey").click()
        page.wait_for_load_state("networkidle")

    assert page.url.endswith("/sign-in")
    expect(page.get_by_text("This did not work. Try again, or use another way.")).to_be_visible()


def test_a_device_that_does_not_know_its_owner_makes_no_passkey(page: Page) -> None:
    mira = patient()

    with device(page, knows_its_owner=False):
        sign_in_with_password(page, mira)
        page.goto("/security/passkeys/add")
        page.get_by_role("button", name="Make the passkey").click()

    expect(page.get_by_text("The passkey was not used. Try again, or use another way.")).to_be_visible()
    assert not Authenticator.objects.exists()
