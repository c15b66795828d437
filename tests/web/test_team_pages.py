"""The clinic's team, and that the clinic has no directory."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from attune.foundation.clock import now
from attune.practices.queries.registry import the_practice
from tests.directory.listings import offering, provider, publish

pytestmark = [
    pytest.mark.edition,
    pytest.mark.usefixtures("db"),
    pytest.mark.skipif(settings.EDITION != "clinic", reason="only a clinic has one team"),
]


def test_everybody_of_the_clinic_is_shown_by_name_whether_free_or_not():
    clinic = the_practice()
    assert clinic is not None
    for name, starts in (("Zora", 1), ("Abel", 0)):
        published = provider(offering(starts=starts), today=now().date(), provider_name=name, slug=name.lower())
        publish(published, practice_id=clinic.practice_id)
    gone = provider(provider_name="Gone", bookable_until={"NY": now() - timedelta(seconds=1)})
    publish(gone, practice_id=clinic.practice_id)

    page = Client().get("/team").content.decode()

    assert page.index("Abel") < page.index("Zora")
    assert "Gone" not in page
    assert [Client().get(f"/team/{slug}").status_code for slug in ("abel", "zora", "gone")] == [200, 200, 404]


def test_there_is_no_directory():
    addresses = ("/therapists", "/therapists/abel", "/sitemap.xml")

    assert [Client().get(address).status_code for address in addresses] == [404, 404, 404]


def test_an_empty_team_says_so():
    assert "Nobody can be booked yet" in Client().get("/team").content.decode()
