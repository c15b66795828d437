"""The tour of the demonstration, and its absence everywhere else."""

import json

import pytest
from django.test import Client

pytestmark = pytest.mark.edition


@pytest.fixture
def visitor(db: None) -> Client:
    return Client()


def test_without_a_file_of_the_demonstration_there_is_no_tour(visitor):
    assert visitor.get("/tour").status_code == 404
    assert "/tour" not in visitor.get("/").content.decode()


def test_the_tour_shows_how_to_sign_in_and_where_to_go(visitor, tmp_path, settings):
    told = {"role": "Patient", "email": "wren@example.com", "password": "a quiet room"}
    steps = [{"title": "See what is next", "told": "Today.", "url": "/me"}]
    file = tmp_path / "tour.json"
    file.write_text(json.dumps([{**told, "steps": steps}]))
    settings.TOUR_FILE = str(file)

    page = visitor.get("/tour").content.decode()

    assert "wren@example.com" in page
    assert '<a href="/me">See what is next</a>' in page
    assert '<a href="/tour">' in visitor.get("/").content.decode()
