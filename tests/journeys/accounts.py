"""Accounts as people make them in a browser: signing up with the code from the mail, and a second step."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from playwright.sync_api import Page

from attune.identity.rules.one_time_codes import current_code
from attune.sandboxes.mail.store import OpenedMail
from tests.journeys.house import House
from tests.journeys.walk import Walk
from tests.support.people import PASSWORD

CODE = re.compile(r"^\w{4}-\w{4}$", re.MULTILINE)


def sign_up(walk: Walk, house: House, *, name: str, email: str) -> None:
    """Fill the sign-up form in and type the code that is mailed."""
    walk.type("Your name", name)
    walk.type("E-mail", email)
    walk.type("Password", PASSWORD)
    walk.tap("Make my account")
    walk.arrive("/verify-email")
    walk.see("code")
    walk.type("Code", code_in(house.mail_to(email, lambda mail: CODE.search(mail.text) is not None)))
    walk.tap("Go on")


def code_in(mail: OpenedMail) -> str:
    """Return the code a mail brings."""
    found = CODE.search(mail.text)
    assert found is not None
    return found[0]


def add_app(page: Page) -> str:
    """Set an authenticator app up from the page that asks for a second step, and return the app's secret."""
    page.get_by_role("link", name="Set an app up").click()
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("Code the app shows now").fill(current_code(secret, now=datetime.now(UTC)))
    page.get_by_role("button", name="Turn it on").click()
    page.wait_for_url(re.compile("recovery-codes"))
    return secret


def invite(walk: Walk, house: House, *, name: str, email: str, role: str) -> str:
    """Invite somebody by the form, and return the path of the link that is mailed."""
    page = walk.page
    page.goto("/practice/members/invite")
    walk.see("invite")
    walk.type("Name", name)
    walk.type("E-mail", email)
    page.get_by_role("checkbox", name=re.compile(f"^{role}")).check()
    walk.tap("Send the invitation")
    found = next(link for link in house.mail_to(email).links if "/invitations/" in link)
    return urlsplit(found).path


def accept(walk: Walk, link: str) -> None:
    """Accept an invitation with a new account, and set a second step up."""
    walk.page.goto(link)
    walk.see("invitation")
    walk.type("Password", PASSWORD)
    walk.tap("Make an account and accept")
    add_app(walk.page)
