"""A running product and a browser in front of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.house import House, running_house
from tests.support.live import live_site
from tests.web.browser import started_browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give one browser to all tests of a module."""
    # Playwright keeps an event loop in this thread, though nothing here runs in it.
    with pytest.MonkeyPatch.context() as patch, started_browser() as started:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield started


@pytest.fixture
def site(browser: Browser, committed_database: str) -> Iterator[str]:
    """Serve the test's own database; gives the address."""
    with live_site(committed_database) as address:
        yield address


@pytest.fixture
def house(browser: Browser, committed_database: str, tmp_path: Path) -> Iterator[House]:
    """Run pages, jobs, post and registry on the test's own database, with canaries in it."""
    with running_house(committed_database, tmp_path) as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """Give a fresh browser profile in front of the site; a script that fails fails the test."""
    context = browser.new_context(base_url=site, reduced_motion="reduce")
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda said: problems.append(said.text) if "Content Security Policy" in said.text else None)
    yield opened
    context.close()
    assert problems == []
