"""Every page of sign-in, wide and on a phone, light and dark: no finding of axe, no sideways scroll."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser, Page, expect

from attune.kernel.roles import Role
from tests.journeys.passkeys import device, make_passkey, send, type_password
from tests.journeys.walk import ANY, findings
from tests.support.live import live_site
from tests.support.people import PASSWORD, Someone, colleague
from tests.support.signing_in import fresh_code

pytestmark = pytest.mark.journey

LOOKS = [((1440, 900), "light"), ((390, 844), "dark")]
OUTSIDE = [
    "/sign-in",
    "/sign-in?next=/security&ended=idle",
    "/sign-in?signed-out",
    "/sign-in/closed",
    "/sign-up",
    "/forgot-password",
]
INSIDE = [
    "/security",
    "/security/sessions",
    "/security/recovery-codes",
    "/security/recovery-codes/new",
    "/security/passkeys/add",
    "/security/password",
    "/security/email",
    "/security/confirm",
    "/security/confirm/code",
    "/security/app/remove",
    "/sign-out",
]


@pytest.fixture
def priya(committed_database: str) -> Someone:
    return colleague(Role.PROVIDER)


@pytest.fixture
def address(browser: Browser, priya: Someone, committed_database: str) -> Iterator[str]:
    with live_site(committed_database, ATTUNE_LOCK_OUT_ATTEMPTS="3") as opened:
        yield opened


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_no_page_has_a_finding_or_scrolls_sideways(
    browser: Browser, address: str, priya: Someone, size: tuple[int, int], theme: str
) -> None:
    context = browser.new_context(
        base_url=address,
        viewport={"width": size[0], "height": size[1]},
        color_scheme=theme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = context.new_page()

    found = [problem for path in OUTSIDE for problem in _problems_at(page, path)]
    found += _sign_up_and_forgot(page)
    found += _wrong_and_right(page, priya)
    with device(page):
        make_passkey(page)
    found += [problem for path in INSIDE for problem in _problems_at(page, path)]
    Authenticator.objects.filter(user_id=priya.id).delete()
    found += [
        problem
        for path in ("/security/second-factor", "/security/app", "/security")
        for problem in _problems_at(page, path)
    ]
    context.close()

    assert found == []


def _sign_up_and_forgot(page: Page) -> list[str]:
    page.goto("/sign-up")
    send(page, "Make my account")
    found = findings(page, "sign-up wrong", only=ANY)
    page.goto("/forgot-password")
    page.get_by_label("E-mail").fill("nobody@example.org")
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_url("/forgot-password/code")
    found += findings(page, "reset code", only=ANY)
    for _ in range(3):
        page.goto("/sign-in")
        type_password(page, "locked@example.org", "wrong")
    found += findings(page, "sign-in wrong", only=ANY)
    type_password(page, "locked@example.org", "wrong")
    expect(page.get_by_role("heading", name="Locked for now")).to_be_visible()
    return found + findings(page, "locked", only=ANY)


def _wrong_and_right(page: Page, someone: Someone) -> list[str]:
    page.goto("/sign-in?next=/security")
    type_password(page, someone.email, PASSWORD)
    page.wait_for_url("/sign-in/verify")
    page.get_by_label("Code").fill("000000")
    send(page, "Sign in")
    found = findings(page, "second step wrong", only=ANY)
    page.get_by_label("Code").fill(fresh_code(someone))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("/security")
    return found


def _problems_at(page: Page, path: str) -> list[str]:
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, path
    return findings(page, path, only=ANY)
