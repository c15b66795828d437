"""Addresses for machines."""

import pytest
from django.db import connection
from django.test import Client, override_settings

pytestmark = [pytest.mark.edition, pytest.mark.django_db]


def test_the_process_says_that_it_lives_without_asking_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"alive\n")


def test_it_is_ready_on_a_database_of_its_edition(settings):
    answer = Client().get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"ready": True, "edition": settings.EDITION})


def test_it_is_not_ready_on_another_editions_database():
    with override_settings(EDITION="coaching"):
        answer = Client().get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"ready": False, "missing": "a database of this edition"})


def test_it_is_not_ready_without_its_database(monkeypatch):
    def broken(*args, **kwargs):
        from django.db import OperationalError

        raise OperationalError("the server is gone")

    monkeypatch.setattr(connection, "cursor", broken)

    answer = Client().get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"ready": False, "missing": "the database"})


@pytest.mark.parametrize("told", ["", "Bearer wrong", "Bearer"])
def test_metrics_are_not_there_for_who_has_no_token(told):
    with override_settings(METRICS_TOKEN="right"):
        answer = Client().get("/metrics", headers={"Authorization": told})

    assert answer.status_code == 404


def test_metrics_count_by_route_and_never_by_address():
    client = Client()
    client.get("/invitations/a-secret-token")

    with override_settings(METRICS_TOKEN="right"):
        answer = client.get("/metrics", headers={"Authorization": "Bearer right"})

    text = answer.content.decode()
    assert 'attune_requests_total{method="GET",route="invitations/<str:token>"' in text
    assert "a-secret-token" not in text


def test_without_a_token_set_there_are_no_metrics():
    with override_settings(METRICS_TOKEN=""):
        answer = Client().get("/metrics", headers={"Authorization": "Bearer "})

    assert answer.status_code == 404


def test_every_answer_carries_the_strict_headers():
    answer = Client().get("/")

    assert answer.headers["Content-Security-Policy"].startswith(
        "default-src 'none'; script-src 'self'; style-src 'self'"
    )
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert len(answer.headers["X-Request-Id"]) == 36
