"""Which language a page speaks."""

import pytest
from django.test import Client

from attune.web.language import language_for


@pytest.mark.parametrize(
    ("cookie", "accepted", "spoken"),
    [
        ("", "", "en-us"),
        ("", "de-AT,de;q=0.8", "de"),
        ("", "xx,fr;q=0.5", "fr"),
        ("es", "de", "es"),
        ("nonsense", "*", "en-us"),
        ("", "\x00;;q=x", "en-us"),
    ],
)
def test_the_first_wish_that_can_be_met_is(cookie, accepted, spoken):
    assert language_for(cookie, accepted) == spoken


def test_an_answer_says_its_language_and_what_it_varies_with():
    answer = Client().get("/healthz", headers={"Accept-Language": "de"})

    assert answer["Content-Language"] == "de"
    assert "Accept-Language" in answer["Vary"]
