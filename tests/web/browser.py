"""A real browser that is shown pages without a server: drawn here, static files from their folders."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect, sync_playwright

from attune.web.middleware import CONTENT_SECURITY_POLICY
from attune.web.static_storage import STYLES, joined_styles

ORIGIN = "http://attune.test"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
PATIENCE_MS = 30_000
"""How long a page may take to show what it is expected to, on a machine with much else to do."""
QUIET = ("--disable-background-networking",)
PRETENDED = (
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--allow-loopback-in-peer-connection",
)
"""A camera and a microphone that show and say something made up, given to whoever asks."""
RUN_AXE = Path(__file__).with_name("axe.js")
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@contextmanager
def started_browser() -> Iterator[Browser]:
    """Give a browser of this machine, and close it."""
    expect.set_options(timeout=PATIENCE_MS)
    program = next(found for found in map(shutil.which, BROWSERS) if found)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", *QUIET, *PRETENDED])
        yield browser
        browser.close()


def violations(page: Page) -> list[dict[str, Any]]:
    """Return what axe finds on a page as it stands.

    Else axe would ask the site for each imported style sheet, at an address where none is; those answers, still under
    way while the person signs in, bring back the cookies of before.
    """
    page.evaluate(Axe().axe_script)
    found: list[dict[str, Any]] = page.evaluate(RUN_AXE.read_text())
    return found


@cache
def styles() -> str:
    """Return the style sheets as one, as they are served."""
    return joined_styles(lambda name: Path(str(finders.find(name))).read_text())


@dataclass
class Stage:
    """What the browser gets at each path, and what went wrong in it."""

    page: Page
    answers: dict[str, tuple[int, str]]
    problems: list[str] = field(default_factory=list)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Show a page with its fonts."""
        self.page.goto(ORIGIN + path)
        self.page.evaluate("document.fonts.ready")
        return self.page

    def answer(self, route: Route) -> None:
        """Give a static file or one of the drawn pages, with the product's own policy."""
        request = route.request
        path = request.url.removeprefix(ORIGIN).partition("?")[0]
        if path.startswith("/static/"):
            self._answer_static(route, path.removeprefix("/static/"))
            return
        self.asked.append((request.method, path, request.headers))
        status, body = self.answers.get(path, (404, "nothing"))
        route.fulfill(
            status=status,
            body=body,
            content_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": CONTENT_SECURITY_POLICY},
        )

    def _answer_static(self, route: Route, name: str) -> None:
        found = finders.find(name)
        if name == STYLES:
            route.fulfill(body=styles(), content_type="text/css")
        elif found is None:
            self.problems.append(f"{name} is not there")
            route.fulfill(status=404)
        else:
            file = Path(str(found))
            route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])

    def note(self, message: ConsoleMessage) -> None:
        """Keep what the browser complains about, except the statuses a test asked for."""
        asked_for = ("Failed to load resource", "Response Status Error Code")
        if message.type == "error" and not message.text.startswith(asked_for):
            self.problems.append(message.text)


@contextmanager
def stage(browser: Browser, answers: dict[str, tuple[int, str]], **options: object) -> Iterator[Stage]:
    """Give a fresh browser profile in front of some pages."""
    context = browser.new_context(reduced_motion="reduce", **options)  # type: ignore[arg-type]
    shown = Stage(context.new_page(), answers)
    shown.page.route(f"{ORIGIN}/**", shown.answer)
    shown.page.on("console", shown.note)
    shown.page.on("pageerror", lambda error: shown.problems.append(str(error)))
    yield shown
    context.close()
