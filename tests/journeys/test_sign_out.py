"""Signing out on a shared computer, and coming back after the idle lock."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.passkeys import sign_in_with_password, sign_out
from tests.support.people import patient

pytestmark = pytest.mark.journey

KEPT = "Object.keys(sessionStorage).filter((name) => name.startsWith('attune.draft.')).length"


def test_signing_out_forgets_the_drafts_of_every_tab_and_nothing_else(page: Page) -> None:
    sign_in_with_password(page, patient())
    other = page.context.new_page()
    other.goto("/security")
    for tab in (page, other):
        tab.evaluate("sessionStorage.setItem('attune.draft.note', '[]')")
        tab.evaluate("localStorage.setItem('attune.theme', 'dark')")

    sign_out(page)

    other.wait_for_function(f"{KEPT} === 0")
    assert page.evaluate(KEPT) == 0
    assert page.evaluate("localStorage.getItem('attune.theme')") == "dark"


def test_without_scripts_somebody_signs_in_and_out(page: Page) -> None:
    assert page.context.browser is not None
    plain = page.context.browser.new_context(base_url=re.sub(r"/[^/]*$", "", _address(page)), java_script_enabled=False)
    tab = plain.new_page()

    sign_in_with_password(tab, patient())
    expect(tab.get_by_role("heading", name="Your sign-in")).to_be_visible()
    sign_out(tab)

    expect(tab.get_by_role("heading", name="Welcome back")).to_be_visible()
    plain.close()


def _address(page: Page) -> str:
    page.goto("/sign-in")
    return page.url
