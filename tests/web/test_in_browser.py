"""The look and the scripts in a real browser: no finding of axe, no sideways scroll, nothing lost."""

import json
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from playwright.sync_api import Browser, WebSocketRoute

from attune.web.components.people import Portrait
from attune.web.components.shell import (
    Brand,
    Density,
    NavItem,
    PersonMenu,
    PracticeChoice,
    PracticeSwitch,
    Search,
    Shell,
)
from attune.web.components.style_samples import SAMPLES
from attune.web.style_page import style_page
from tests.web.browser import Stage, stage, started_browser, violations

KEPT_AFTER_MS = 900  # a draft is kept 600 ms after the last key
WIDE, PHONE, NARROW = (1440, 900), (390, 844), (320, 700)
SHELL = Shell(
    area="provider",
    density=Density.STAFF,
    brand=Brand(),
    navigation=tuple(NavItem(f"Place {n}", f"/{n}", "home", is_current=n == 0, is_deep=n > 3) for n in range(6)),
    person=PersonMenu(Portrait(UUID(int=3), "Ruben Kessler"), "ruben@example.org", (), "/sign-out"),
    practices=PracticeSwitch("/switch", (PracticeChoice("a", "Two Rivers", True), PracticeChoice("b", "Larkspur"))),
    search=Search("/search", "Patients, notes, sessions"),
    idle_seconds=900,
    is_live=True,
)
WORK = """{% extends "layouts/shell.html" %}{% load components %}{% block title %}Today{% endblock %}
{% block content %}{% page_head "Three things to do" %}{% task_list tasks %}{% figures figures %}
<section id="region" hx-get="/part" hx-trigger="refresh-part from:body" hx-swap="outerHTML"><p>Old content</p></section>
<form method="post" action="/note" data-draft="note-1"><label for="note">Note</label>
<textarea class="input" id="note" name="note">From the server</textarea><label for="secret">Secret</label>
<input class="input" type="password" id="secret" name="secret">{% button "Save" busy_label="Saving…" %}</form>
{% endblock %}"""


def work_page() -> str:
    """Return a page of the provider portal with tasks, a region that refreshes, and a form."""
    context = {"shell": SHELL, "tasks": SAMPLES.tasks, "figures": SAMPLES.figures, "csrf_token": "t0ken"}
    return Template(WORK).render(Context(context))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started_browser() as started:
        yield started


@pytest.fixture(autouse=True)
def _plain_names() -> Iterator[None]:
    """Name static files as they lie in their folders, whatever was collected before."""
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=plain):
        yield


class LiveEnd:
    """The server's end of the page's live connection."""

    def __init__(self) -> None:
        self.sockets: list[WebSocketRoute] = []

    def take(self, socket: WebSocketRoute) -> None:
        """Accept a connection."""
        self.sockets.append(socket)

    def say(self, region: str) -> None:
        """Tell the page that a region is out of date."""
        self.sockets[-1].send(json.dumps({"region": region}))


@pytest.fixture
def live(work: Stage) -> LiveEnd:
    end = LiveEnd()
    work.page.route_web_socket("**/ws/live", end.take)
    return end


@pytest.fixture
def work(browser: Browser) -> Iterator[Stage]:
    answers = {"/work": (200, work_page()), "/note": (200, work_page()), "/sign-in": (200, "<h1>Sign in</h1>")}
    answers["/elsewhere"] = (200, work_page().replace('data-draft="note-1"', ""))
    with stage(browser, answers, viewport={"width": 1440, "height": 900}) as shown:
        shown.page.route_web_socket("**/ws/live", lambda socket: None)
        yield shown
        assert shown.problems == []


@pytest.mark.parametrize(
    ("path", "size", "theme"),
    [
        *(("/style", size, theme) for size in (WIDE, PHONE, NARROW) for theme in ("light", "dark")),
        ("/work", WIDE, "light"),
        ("/work", PHONE, "dark"),
        ("/work", NARROW, "light"),
        ("/missing", PHONE, "dark"),
    ],
)
def test_a_page_has_no_finding_and_never_scrolls_sideways(
    browser: Browser, rf: RequestFactory, path: str, size: tuple[int, int], theme: str
) -> None:
    answers = {
        "/style": (200, style_page(rf.get("/style")).content.decode()),
        "/work": (200, work_page()),
        "/missing": (404, render_to_string("errors/404.html")),
    }
    options = {"viewport": {"width": size[0], "height": size[1]}, "color_scheme": theme}

    with stage(browser, answers, **options) as shown:
        shown.page.route_web_socket("**/ws/live", lambda socket: None)
        page = shown.open(path)
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        problems = list(shown.problems)
        findings = [(found["impact"], found["id"]) for found in violations(page)]

    assert over <= 0
    assert problems == []
    assert findings == []


def test_light_and_dark_and_the_blur_are_remembered(work: Stage) -> None:
    page = work.open("/work")

    page.click("[data-toggle-theme]")
    page.click("[data-toggle-privacy]")
    page.reload()

    assert page.evaluate("({...document.documentElement.dataset})")["theme"] == "dark"
    assert page.get_attribute("[data-toggle-privacy]", "aria-pressed") == "true"
    assert page.evaluate("getComputedStyle(document.querySelector('.phi')).filter").startswith("blur")


def test_blurred_text_can_be_reached_and_read_by_keyboard(work: Stage) -> None:
    page = work.open("/work")
    page.click("[data-toggle-privacy]")

    page.focus(".figure-big.phi")

    assert page.evaluate("getComputedStyle(document.activeElement).filter") == "none"


def test_escape_closes_a_menu_and_gives_the_focus_back(work: Stage) -> None:
    page = work.open("/work")
    page.click(".shell-tools .menu > summary")
    assert page.is_visible("text=Sign out")

    page.keyboard.press("Escape")

    assert page.is_hidden("text=Sign out")


def test_a_part_that_fails_keeps_its_old_content_and_offers_retry(work: Stage) -> None:
    page = work.open("/work")
    work.answers["/part"] = (500, "broken")

    page.evaluate("document.body.dispatchEvent(new CustomEvent('refresh-part'))")
    page.wait_for_selector("[data-failure]")
    still_there = page.inner_text("#region")
    work.answers["/part"] = (200, '<section id="region"><p>New content</p></section>')
    page.click("[data-retry]")
    page.wait_for_selector("text=New content")

    assert still_there == "Old content"
    assert page.locator("[data-failure]").count() == 0
    passive = [headers.get("x-attune-passive") for method, path, headers in work.asked if path == "/part"]
    assert passive == ["true", None]


def test_a_lost_session_says_so_and_leads_back_to_the_page(work: Stage) -> None:
    page = work.open("/work?week=11")
    work.answers["/part"] = (401, "signed out")

    page.evaluate("document.body.dispatchEvent(new CustomEvent('refresh-part'))")
    page.wait_for_selector("#signed-out[open]")

    assert page.inner_text("#region") == "Old content"
    address = page.get_attribute("[data-sign-in]", "href") or ""
    assert address.endswith("?next=%2Fwork%3Fweek%3D11")


def test_the_page_fetches_what_the_live_connection_says_is_out_of_date(work: Stage, live: LiveEnd) -> None:
    page = work.open("/work")
    work.answers["/part"] = (200, '<section id="region"><p>New content</p></section>')

    live.say("part")
    page.wait_for_selector("text=New content")

    page.wait_for_selector("#region.is-fresh", state="attached")


def test_nothing_moves_under_the_pointer(work: Stage, live: LiveEnd) -> None:
    page = work.open("/work")
    work.answers["/part"] = (200, '<section id="region"><p>New content</p></section>')
    page.hover("#region")

    live.say("part")
    page.wait_for_timeout(300)
    while_pointed_at = page.inner_text("#region")
    page.hover("h1")
    page.wait_for_selector("text=New content")

    assert while_pointed_at == "Old content"


def test_a_session_that_ends_elsewhere_takes_the_page_off_the_screen(work: Stage, live: LiveEnd) -> None:
    page = work.open("/work")

    live.sockets[-1].close(code=4401)
    page.wait_for_url("**/sign-in?next=%2Fwork")

    assert page.inner_text("h1") == "Sign in"


def test_another_active_practice_shows_at_once(work: Stage, live: LiveEnd) -> None:
    page = work.open("/work")
    work.answers["/work"] = (200, work_page().replace("Three things to do", "Larkspur today"))

    live.say("session")
    page.wait_for_selector("text=Larkspur today")

    assert page.inner_text("h1") == "Larkspur today"


def test_a_toast_says_what_one_did_and_undoes_it(work: Stage) -> None:
    page = work.open("/work")
    work.answers["/undo"] = (204, "")
    toast = "{text: 'Moved to Thursday.', undo: {label: 'Undo', url: '/undo'}}"

    page.evaluate(f"document.body.dispatchEvent(new CustomEvent('toast', {{detail: {toast}}}))")
    with page.expect_response("**/undo"):
        page.click("text=Undo")

    assert [(method, headers["x-csrftoken"]) for method, path, headers in work.asked if path == "/undo"] == [
        ("POST", "t0ken")
    ]
    assert page.locator("#toasts .toast").count() == 0


def test_a_draft_outlives_the_page_but_a_password_does_not(work: Stage) -> None:
    page = work.open("/work")
    page.fill("#note", "Two panic attacks since last week")
    page.fill("#secret", "correct horse")
    page.wait_for_timeout(KEPT_AFTER_MS)

    page.reload()

    assert page.input_value("#note") == "Two panic attacks since last week"
    assert page.input_value("#secret") == ""


def test_a_draft_stays_while_the_form_comes_back_and_is_gone_once_it_does_not(work: Stage) -> None:
    page = work.open("/work")
    page.fill("#note", "Sent")
    page.click("text=Save")
    page.wait_for_url("**/note")
    came_back = page.input_value("#note")
    work.answers["/note"] = work.answers["/elsewhere"]

    with page.expect_navigation():
        page.click("text=Save")
    work.open("/work")

    assert came_back == "Sent"
    assert page.input_value("#note") == "From the server"


def test_what_was_not_touched_never_overwrites_what_the_server_knows(work: Stage) -> None:
    page = work.open("/work")
    page.evaluate("document.querySelector('#note').dispatchEvent(new Event('input', {bubbles: true}))")
    page.wait_for_timeout(KEPT_AFTER_MS)
    work.answers["/work"] = (200, work_page().replace("From the server", "Newer"))

    page.reload()

    assert page.input_value("#note") == "Newer"


def test_the_page_locks_after_a_warning_and_keeps_the_draft(work: Stage) -> None:
    work.page.clock.install()
    page = work.open("/work")
    page.fill("#note", "Half a sentence")

    page.clock.run_for(781_000)
    warned = page.inner_text("#idle-warning [data-idle-left]")
    page.clock.run_for(125_000)
    page.wait_for_url("**/sign-in?next=%2Fwork")

    assert warned == "1:59"
    assert page.inner_text("h1") == "Sign in"
    assert "Half a sentence" in page.evaluate("Object.values(sessionStorage).join()")


def test_staying_puts_the_lock_off(work: Stage) -> None:
    work.page.clock.install()
    page = work.open("/work")
    page.clock.run_for(781_000)

    page.click("[data-stay]")
    page.clock.run_for(300_000)

    assert page.is_hidden("#idle-warning")
    assert page.url.endswith("/work")


def test_a_sent_form_says_so_and_cannot_be_sent_twice(work: Stage) -> None:
    page = work.open("/work")
    page.evaluate("window.sent = 0")
    page.evaluate("document.querySelector('form[data-draft]').addEventListener('submit', () => { window.sent += 1; })")

    label = page.evaluate(
        """() => { const form = document.querySelector('form[data-draft]'); const button = form.querySelector('button');
        button.click(); const said = [button.textContent, button.ariaBusy ?? button.getAttribute('aria-busy')];
        button.click(); return [...said, window.sent]; }"""
    )

    assert label == ["Saving…", "true", 1]


def test_the_phones_more_opens_without_scripts(browser: Browser) -> None:
    options = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}

    with stage(browser, {"/work": (200, work_page())}, **options) as shown:
        shown.page.goto("http://attune.test/work")
        hidden_before = shown.page.is_hidden(".shell-more-sheet")
        shown.page.click(".shell-more > summary")
        links = shown.page.locator(".shell-more-sheet a").all_inner_texts()

    assert hidden_before
    assert links == ["Place 4", "Place 5"]
