"""From the invitation to the last day: joining, the second step, another practice, and the end of access."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from attune.foundation.clock import now
from attune.identity.models import Invitation, User
from attune.identity.queries.invitation_links import invitation_letter
from attune.kernel.roles import Role
from tests.journeys.accounts import add_app
from tests.journeys.passkeys import type_password
from tests.support.people import Someone
from tests.support.signing_in import fresh_code
from tests.support.world import CastMember, World, cast, joined, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.edition]

PASSWORD = "seven green kettles"


@pytest.fixture
def world(committed_database: str) -> World:
    return cast()


def desk_of(browser: Browser, site: str, member: CastMember) -> Page:
    """Return a browser in which somebody of the cast is signed in."""
    client = Client()
    sign_in(client, member)
    context = browser.new_context(base_url=site, reduced_motion="reduce")
    context.add_cookies([{"name": "attune_session", "value": client.cookies["attune_session"].value, "url": site}])
    return context.new_page()


def invite(desk: Page) -> str:
    """Invite Noor by the form, and return the path of the link that is mailed."""
    desk.goto("/practice/members")
    desk.get_by_role("link", name="Invite someone").click()
    desk.get_by_label("Name").fill("Noor Haddad")
    desk.get_by_label("E-mail").fill("noor@example.org")
    desk.get_by_label("Biller").check()
    desk.get_by_role("button", name="Send the invitation").click()
    expect(desk.get_by_text("Noor Haddad, biller")).to_be_visible()
    invited = Invitation.objects.get(email="noor@example.org")
    return f"/invitations/{invitation_letter(invited.id, now=now()).token}"


def accept_and_add_app(page: Page, link: str) -> Someone:
    """Accept with a new account, set an authenticator app up, and return who can sign in now."""
    page.goto(link)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make an account and accept").click()
    return Someone(User.objects.get(email="noor@example.org").id, "noor@example.org", PASSWORD, add_app(page))


def sign_in_with_both(page: Page, someone: Someone) -> None:
    """Sign in with the password and the code of the app."""
    page.context.clear_cookies()
    page.goto("/sign-in?next=/home")
    type_password(page, someone.email, someone.password)
    page.wait_for_url("/sign-in/verify*")
    page.get_by_label("Code").fill(fresh_code(someone))
    page.get_by_role("button", name=re.compile("Sign in|Continue|Verify")).first.click()


def end_access_of(desk: Page, name: str) -> None:
    """End somebody's membership in the dialog on their page."""
    desk.goto("/practice/members")
    desk.get_by_role("row", name=re.compile(name)).get_by_role("link", name="Open").click()
    desk.get_by_role("link", name="End the membership").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Reason").fill("Moved away")
    dialog.get_by_role("button", name="End access now").click()
    expect(desk.get_by_text(f"{name} has no access any more.")).to_be_visible()


def test_somebody_joins_signs_in_with_two_steps_switches_and_loses_access_at_once(
    browser: Browser, site: str, page: Page, world: World
) -> None:
    desk = desk_of(browser, site, world.a[Role.OWNER])

    noor = accept_and_add_app(page, invite(desk))
    sign_in_with_both(page, noor)
    expect(page.get_by_role("heading", name=world.a.name)).to_be_visible()

    elsewhere, role = world.elsewhere, Role.BILLER if world.b else Role.SUPPORT
    joined(CastMember(noor.id, noor.email, "Noor Haddad", frozenset()), elsewhere.practice_id, {role}, since=now())
    page.reload()
    page.locator("summary.practice-switch").click()
    page.get_by_role("button", name=elsewhere.name).first.click()
    page.wait_for_url("/practice" if world.b else "/operate")
    page.locator("summary.practice-switch").click()
    page.get_by_role("button", name=world.a.name).first.click()
    expect(page.get_by_role("heading", name=world.a.name)).to_be_visible()

    end_access_of(desk, "Noor Haddad")
    page.goto("/practice")
    there_now = elsewhere.name if world.b else "This part is not open to your account"
    expect(page.get_by_role("heading", level=1)).to_have_text(there_now)
    desk.context.close()


def test_without_scripts_a_membership_ends_by_the_page_that_asks(browser: Browser, site: str, world: World) -> None:
    client = Client()
    sign_in(client, world.a[Role.OWNER])
    context = browser.new_context(base_url=site, java_script_enabled=False)
    context.add_cookies([{"name": "attune_session", "value": client.cookies["attune_session"].value, "url": site}])
    desk, biller = context.new_page(), world.a[Role.BILLER]

    desk.goto(f"/practice/members/{biller.membership_id}")
    desk.get_by_role("link", name="End the membership").click()
    desk.get_by_label("Reason").fill("Moved away")
    desk.get_by_role("button", name="End access now").click()

    expect(desk.get_by_text(f"{biller.name} has no access any more.")).to_be_visible()
    context.close()
