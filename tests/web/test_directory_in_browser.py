"""The directory, a profile and its editor in a real browser, at two widths: no finding, no sideways scroll."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from playwright.sync_api import Route

from attune.credentialing.actions.add_provider import add_provider
from attune.credentialing.rules.professions import Profession
from attune.directory.rules import start_bits
from attune.foundation.authorization import Role, system_actor
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.practices.queries.registry import the_practice
from tests.directory.listings import offering, provider, publish
from tests.support.world import cast, sign_in
from tests.web.browser import ORIGIN, stage, started_browser, violations

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("db", "_plain_names")]

SIZES = {"wide": (1440, 900), "phone": (390, 844), "narrow": (320, 700)}
IS_MARKETPLACE = settings.EDITION == "marketplace"
APPROACH = "I listen first, and then we find out together what helps.\n\nMost people notice a change by week six."
PEOPLE = (
    ("Dr. Priya Ramanathan-Whitfield", "psychologist", "PhD", ("anxiety", "sleep", "trauma"), 16_500),
    ("Tobias Lindqvist", "clinical_social_worker", "LCSW", ("grief", "depression"), 14_000),
    ("Inés Marchetti-Abara", "professional_counselor", "LPC", ("ocd", "anxiety"), 9_500),
)


@pytest.fixture
def _plain_names() -> Iterator[None]:
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=plain):
        yield


def publish_people() -> None:
    clinic = None if IS_MARKETPLACE else the_practice()
    for number, (name, profession, letters, specialties, price) in enumerate(PEOPLE):
        starts = start_bits.between(96 * (number + 1) + 60, 96 * (number + 1) + 70)
        published = provider(
            offering(starts=starts, price_minor=price, places=("video", "phone")),
            offering(starts=starts, price_minor=price // 2, format="group", name="Evening group"),
            today=now().date(),
            provider_name=name,
            slug=f"somebody-{number}",
            profession=profession,
            letters=letters,
            specialties=specialties,
            languages=("en", "es") if number else ("en",),
            approach=APPROACH,
            bookable_until={"NY": now() + timedelta(days=90), "NJ": now() + timedelta(days=90)},
        )
        publish(published, practice_id=clinic.practice_id if clinic else None)


def drawn() -> dict[str, tuple[int, str]]:
    """Draw every page before the browser starts: its loop would not let the database be asked."""
    publish_people()
    world, editor = cast(), Client()
    member = world.a[Role.PROVIDER]
    with scope(world.a.practice_id):
        add_provider(
            system_actor(world.a.practice_id),
            person_id=member.person_id,
            name="Dana Reyes",
            profession=Profession.PSYCHOLOGIST,
            npi="",
            zone="America/Denver",
        )
    sign_in(editor, member)
    typed = {"approach": APPROACH, "specialties": ["anxiety"], "languages": ["en"], "weekly_sessions_max": "20"}
    everybody, profile = reverse("public_therapists" if IS_MARKETPLACE else "public_team"), "somebody-0"
    pages = {
        everybody: Client().get(everybody),
        reverse("public_therapist", args=[profile]): Client().get(reverse("public_therapist", args=[profile])),
        "/provider/profile": editor.post("/provider/profile", {**typed, "preview": "1"}),
    }
    if IS_MARKETPLACE:
        pages["/nobody"] = Client().get("/therapists?state=NY&language=es&for=trauma&price=150")
        pages["/refined"] = Client(headers={"HX-Request": "true"}).get("/therapists?for=grief")
    return {path: (answer.status_code, answer.content.decode()) for path, answer in pages.items()}


def test_no_page_has_a_finding_or_scrolls_sideways_and_a_choice_refines():
    answers = drawn()
    refined = answers.pop("/refined", None)
    shots = os.environ.get("ATTUNE_SHOTS")

    found = {}
    with started_browser() as browser:
        for size, (width, height) in SIZES.items():
            for path in answers:
                with stage(browser, answers, viewport={"width": width, "height": height}) as shown:
                    shown.page.route_web_socket("**/ws/live", lambda socket: None)
                    page = shown.open(path)
                    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
                    findings = [one["id"] for one in violations(page)]
                    found[size, path] = (max(over, 0), findings, list(shown.problems))
                    if shots:
                        name = f"{settings.EDITION}{path.replace('/', '-')}-{size}.png"
                        page.screenshot(path=str(Path(shots) / name), full_page=True)
        if refined:
            with stage(browser, answers, viewport={"width": 1440, "height": 900}) as shown:
                page = shown.open("/therapists")

                def answer(route: Route) -> None:
                    route.fulfill(status=200, body=refined[1], content_type="text/html; charset=utf-8")

                page.route(f"{ORIGIN}/therapists?**", answer)
                page.check("#for-grief")
                page.wait_for_selector("text=1 person you can book")
                focus = page.evaluate("document.activeElement.id")
                names = page.locator(".match-name").all_inner_texts()
                problems = list(shown.problems)

            with stage(browser, answers, viewport={"width": 390, "height": 844}) as shown:
                phone = shown.open("/therapists")
                closed = (phone.locator("#found-heading").is_visible(), phone.locator("#for-grief").is_visible())
                top = phone.evaluate("document.querySelector('#found-heading').getBoundingClientRect().top")
                phone.get_by_text("Filters").click()
                opened = phone.locator("#within").is_visible()

    assert {key: value for key, value in found.items() if value != (0, [], [])} == {}
    if refined:
        assert (closed, opened, top < 844) == ((True, False), True, True)
        assert (names, focus, problems) == (["Tobias Lindqvist, LCSW"], "for-grief", [])
