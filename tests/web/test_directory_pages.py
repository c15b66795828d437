"""The marketplace's directory as anybody sees it: shareable searches, profiles, the map for search engines."""

import json
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from attune.directory.rules import start_bits
from attune.foundation.clock import now
from tests.directory.listings import offering, provider, publish

pytestmark = [
    pytest.mark.edition,
    pytest.mark.usefixtures("db"),
    pytest.mark.skipif(settings.EDITION != "marketplace", reason="the clinic has a team and no directory"),
]


def shown(address: str, **headers: str) -> str:
    answer = Client(headers=headers).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def names(page: str) -> list[str]:
    return re.findall(r'<h3 class="match-name"[^>]*><a href="[^"]*">([^<,]+)', page)


def count_of(page: str, choice: str) -> int:
    (found,) = re.findall(rf'id="{choice}".*?<span class="facet-count">(\d+)', page)
    return int(found)


def listed(name: str, *offerings, **changes):
    slug = name.lower()
    publish(provider(*offerings, today=now().date(), provider_name=name, slug=slug, **changes))


@pytest.fixture
def two():
    """Ada in New York; Ben in New Jersey, sooner and dearer, who speaks Spanish."""
    starts = [start_bits.between(start * 96 + 60, start * 96 + 61) for start in (5, 1)]
    listed("Ada", offering(starts=starts[0]), specialties=("grief",))
    listed(
        "Ben",
        offering(starts=starts[1], price_minor=20_000),
        bookable_until={"NJ": now() + timedelta(days=20)},
        languages=("en", "es"),
        approach="One step.\n\nThen <another> & more.",
    )


def test_everybody_is_found_soonest_first_with_counts(two):
    page = shown("/therapists")

    assert names(page) == ["Ben", "Ada"]
    assert "2 people you can book" in page
    assert [count_of(page, choice) for choice in ("for-grief", "language-es", "language-en")] == [1, 1, 2]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("?state=NY", ["Ada"]),
        ("?state=nj", ["Ben"]),
        ("?for=grief", ["Ada"]),
        ("?language=es&for=grief", []),
        ("?q=ben", ["Ben"]),
        ("?price=150", ["Ada"]),
        ("?within=3", ["Ben"]),
        ("?state=XX&for=nonsense&price=abc&within=999&page=-1&when=%00", ["Ben", "Ada"]),
        ("?page=99999", ["Ben", "Ada"]),
    ],
)
def test_a_search_is_its_address_and_what_it_cannot_mean_is_left_out(two, asked, expected):
    assert names(shown(f"/therapists{asked}")) == expected


def test_where_nobody_is_found_the_page_says_what_to_do_without_and_what_it_gives(two):
    page = shown("/therapists?state=NY&language=es&for=grief")

    assert "Nobody meets all of this right now" in page
    assert '<a href="?state=NY&amp;for=grief">Without Spanish</a>: 1 person' in page
    assert "Without Grief and loss" not in page


def test_where_nobody_is_bookable_at_all_nothing_is_said_of_wishes(db):
    page = shown("/therapists")

    assert "Nobody has a free time right now" in page
    assert "Come back tomorrow: times change every day." in page
    assert "Begin anew" not in page


def test_a_refinement_gets_the_results_alone_and_a_clean_address(two):
    answer = Client(headers={"HX-Request": "true"}).get("/therapists?state=NY&q=&within=&for=grief")

    assert answer.content.decode().lstrip().startswith('<div class="directory" id="found">')
    assert answer.headers["HX-Push-Url"] == "/therapists?state=NY&for=grief"


def test_times_are_on_the_viewers_clock(two):
    east = Client().get("/therapists").content.decode()
    west = Client()
    west.cookies["attune_zone"] = "America/Los_Angeles"
    wrong = Client()
    wrong.cookies["attune_zone"] = "../../etc/passwd"

    assert "Times are yours, Eastern" in east
    assert "Times are yours, Pacific" in west.get("/therapists").content.decode()
    assert "Times are yours, Eastern" in wrong.get("/therapists").content.decode()


def test_a_profile_shows_what_was_published_and_its_data_block_runs_nothing(two):
    answer = Client().get("/therapists/ben")
    page = answer.content.decode()

    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    told = json.loads(block)
    assert "<h1>Ben, PhD</h1>" in page
    assert "Then &lt;another&gt; &amp; more." in page
    assert (told["name"], told["description"]) == ("Ben", "One step.\n\nThen <another> & more.")
    assert told["makesOffer"][0]["price"] == "200.00"
    assert "<another>" not in block
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_who_cannot_be_booked_any_more_is_not_there(two):
    listed("Cleo", bookable_until={"NY": now() - timedelta(seconds=1)})

    assert [Client().get(f"/therapists/{slug}").status_code for slug in ("ada", "cleo", "nobody")] == [200, 404, 404]
    assert "Cleo" not in shown("/therapists")


def test_who_takes_no_new_patients_says_so_on_their_page_alone(two):
    listed("Cleo", offering(takes_new_patients=False))

    assert "Cleo takes no new patients at the moment." in shown("/therapists/cleo")
    assert "Cleo" not in shown("/therapists")


def test_search_engines_get_every_public_address_and_no_other(two):
    listed("Cleo", bookable_until={"NY": now() - timedelta(seconds=1)})

    found = re.findall(r"<loc>([^<]+)</loc>", shown("/sitemap.xml"))

    assert found == [f"http://testserver/therapists{rest}" for rest in ("", "/ada", "/ben")]


def test_the_number_of_queries_does_not_grow_with_who_is_found(two, django_assert_num_queries):
    def ask() -> None:
        shown("/therapists")

    with django_assert_num_queries(3):
        ask()
    for number in range(3):
        listed(f"More{number}")
    with django_assert_num_queries(3):
        ask()
