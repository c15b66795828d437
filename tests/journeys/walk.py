"""Somebody walking through pages: what they press and type, how often, and what is wrong with what they see."""

import os
import re
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.web.browser import violations

SERIOUS = frozenset({"serious", "critical"})
ANY = SERIOUS | {"minor", "moderate"}
SECONDS_A_SCREEN, SECONDS_A_TAP, SECONDS_A_KEY = 4.0, 1.3, 0.28
"""How long a person needs on a phone to take a screen in, to find and touch something, and to type a character."""


def findings(page: Page, name: str, *, only: frozenset[str] = SERIOUS) -> list[str]:
    """Return what axe finds of these impacts, and whether the page scrolls sideways.

    A picture is kept where ATTUNE_PICTURES names a folder.
    """
    page.wait_for_load_state()
    page.evaluate("document.fonts.ready")
    if folder := os.environ.get("ATTUNE_PICTURES"):
        size = page.viewport_size or {"width": 0}
        page.screenshot(
            path=Path(folder) / f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}-{size['width']}.png", full_page=True
        )
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found = [
        f"{name}: {one['id']} {one['nodes'][0]['html'][:200]}" for one in violations(page) if one["impact"] in only
    ]
    return [*found, *([f"{name}: {over} pixels too wide"] if over > 0 else [])]


class Walk:
    """A person in front of a browser."""

    def __init__(self, page: Page) -> None:
        self.page, self.found = page, list[str]()
        self.screens = self.taps = self.keys = 0

    def see(self, name: str) -> None:
        """Take a screen in, and note what is wrong with it."""
        self.screens += 1
        self.found += findings(self.page, name)

    def tap(self, target: Locator | str) -> None:
        """Touch something; a button or a link by what it says."""
        self.taps += 1
        (self._called(target) if isinstance(target, str) else target).click()

    def type(self, label: str, text: str, *, exact: bool = False) -> None:
        """Touch a field and fill it in."""
        self.taps += 1
        self.keys += len(text)
        self.page.get_by_label(label, exact=exact).first.fill(text)

    def pick(self, label: str, value: str) -> None:
        """Open a list and choose from it."""
        self.taps += 2
        self.page.get_by_label(label).first.select_option(value)

    def choose(self, label: str) -> None:
        """Touch a choice by its words."""
        self.tap(self.page.locator("label.choice", has_text=label).first)

    def check(self, label: str) -> None:
        """Touch every box with a label that is not checked."""
        for box in self.page.get_by_label(label).all():
            self.taps += 1
            box.check()

    def arrive(self, path: str) -> None:
        """Wait for an address whose path matches a pattern."""
        self.page.wait_for_url(re.compile(rf"https?://[^/]+{path}"))

    @property
    def seconds(self) -> float:
        """Return how long somebody who is in no hurry needs for all of it."""
        return self.screens * SECONDS_A_SCREEN + self.taps * SECONDS_A_TAP + self.keys * SECONDS_A_KEY

    def _called(self, name: str) -> Locator:
        told = re.compile(re.escape(name))
        return self.page.get_by_role("button", name=told).or_(self.page.get_by_role("link", name=told)).first
