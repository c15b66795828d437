"""Passkeys: made, used alone, used as the second step, refused when they are somebody else's."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from attune.kernel.roles import Role
from tests.journeys.passkeys import device, make_passkey, sign_in_with_password, sign_out
from tests.support.people import colleague, patient

pytestmark = pytest.mark.journey


def test_a_passkey_is_made_and_signs_in_alone(page: Page) -> None:
    priya = colleague(Role.PROVIDER, with_app=False)

    with device(page):
        sign_in_with_password(page, priya)
        make_passkey(page)
        sign_out(page)
        page.goto("/sign-in?next=/security/sessions")
        page.get_by_role("button", name="Continue with a passkey").click()
        page.wait_for_url("/security/sessions")

    expect(page.get_by_text("This one")).to_be_visible()
    assert Authenticator.objects.get(type="webauthn").last_used_at is not None


def test_a_passkey_is_the_second_step_after_a_password(page: Page) -> None:
    mira = patient()

    with device(page):
        sign_in_with_password(page, mira)
        make_passkey(page)
        sign_out(page)
        sign_in_with_password(page, mira)
        page.wait_for_url("/sign-in/verify")
        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url("/security")

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
        page.wait_for_url("/security")

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
