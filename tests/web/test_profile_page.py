"""The public profile's editor."""

import re

import pytest
from django.conf import settings
from django.test import Client

from attune.credentialing.actions.add_provider import add_provider
from attune.credentialing.queries.providers import provider
from attune.credentialing.rules.professions import Profession
from attune.foundation.authorization import Role, system_actor
from attune.foundation.tenancy import scope
from attune.web.access import Area
from attune.web.components.navigation import place_label
from tests.support.world import World, sign_in

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("db")]

TYPED = {
    "approach": "I ask first. <b>Then</b> we look together. " * 6,
    "specialties": ["anxiety", "sleep"],
    "languages": ["en", "es"],
    "gender": "woman",
    "weekly_sessions_max": "18",
}


@pytest.fixture
def own(world: World):
    """The provider's own browser, and a way to read what is kept."""
    member = world.a[Role.PROVIDER]
    with scope(world.a.practice_id):
        provider_id = add_provider(
            system_actor(world.a.practice_id),
            person_id=member.person_id,
            name="Dana Reyes",
            profession=Profession.PSYCHOLOGIST,
            npi="",
            zone="America/Denver",
        )
    client = Client()
    sign_in(client, member)

    def kept():
        with scope(world.a.practice_id):
            return provider(system_actor(world.a.practice_id), provider_id)

    return client, kept


def missing(page: str) -> list[str]:
    return re.findall(r"<li>((?:Choose|Write)[^.:]+)", page)


def test_what_is_saved_is_shown_and_what_is_missing_is_said(own):
    client, kept = own

    saved = client.post("/provider/profile", TYPED, follow=True)

    page, facts = saved.content.decode(), kept()
    assert (facts.profile.specialties, facts.profile.languages) == (("anxiety", "sleep"), ("en", "es"))
    assert (facts.profile.gender, facts.takes_new_patients, facts.weekly_sessions_max) == ("woman", False, 18)
    assert "Profile saved." in page
    assert re.findall(r"<h1[^>]*>([^<]+)", page) == [
        place_label(Area.PROVIDER, "provider_profile", edition=settings.EDITION)
    ]
    assert missing(page) == ["Choose your methods", "Choose whom you see", "Choose how you can be paid"]
    assert "3 of 6 parts are there." in page
    assert "&lt;b&gt;Then&lt;/b&gt;" in page
    assert "Nobody sees it yet." in page


def test_a_preview_shows_what_is_typed_and_saves_nothing(own):
    client, kept = own
    before = kept()

    page = client.post("/provider/profile", {**TYPED, "preview": "1"}).content.decode()

    assert "How it would look" in page
    assert "Speaks English, Spanish" in page
    assert kept() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"approach": "a" * 2_001},
        {"specialties": ["anxiety", "crystals"]},
        {"gender": "other"},
        {"weekly_sessions_max": "0"},
        {"weekly_sessions_max": ""},
    ],
)
@pytest.mark.parametrize("way", [{}, {"preview": "1"}])
def test_what_cannot_be_is_refused_and_nothing_changes(own, wrong, way):
    client, kept = own
    before = kept()

    answer = client.post("/provider/profile", {**TYPED, **wrong, **way})

    assert (answer.status_code, kept()) == (422, before)


def test_who_provides_no_care_is_told_so(world: World):
    client = Client()
    sign_in(client, world.a[Role.SUPERVISOR])

    told = client.get("/provider/profile")

    assert (told.status_code, "You have no profile here" in told.content.decode()) == (200, True)
    assert client.post("/provider/profile", TYPED).status_code == 200
