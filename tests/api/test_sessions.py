"""Where somebody is signed in, as a program of theirs sees it."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from attune.foundation.authorization import Actor, Role
from attune.identity.models import Session
from tests.api import cast


def signed_in(person_id, *, seen_at: datetime, key: str) -> Session:
    return Session.objects.create(
        key_hash=key * 64,
        user_id=person_id,
        browser="Firefox on Linux",
        address="192.0.2.7",
        started_at=seen_at,
        last_seen_at=seen_at,
        ends_at=seen_at + timedelta(days=14),
    )


@pytest.mark.edition
def test_a_patient_sees_their_own_sessions_that_are_not_over(db):
    wren, now = cast.patient(), timezone.now()
    signed_in(wren.person_id, seen_at=now - timedelta(minutes=5), key="a")
    signed_in(wren.person_id, seen_at=now - timedelta(minutes=1), key="b")
    signed_in(wren.person_id, seen_at=now - timedelta(days=20), key="c")
    signed_in(cast.patient().person_id, seen_at=now, key="d")

    listed = cast.caller(wren).get("/sessions").json()["items"]

    assert [(one["reference"], one["browser"], one["address"]) for one in listed] == [
        ("b" * 16, "Firefox on Linux", "192.0.2.7"),
        ("a" * 16, "Firefox on Linux", "192.0.2.7"),
    ]


@pytest.mark.edition
def test_a_session_of_staff_is_over_sooner(db):
    owner, now = cast.owner(cast.practice()), timezone.now()
    signed_in(owner.person_id, seen_at=now - timedelta(minutes=20), key="a")
    wren = Actor(owner.person_id, None, frozenset({Role.PATIENT}))

    listed = cast.caller(wren).get("/sessions").json()["items"]

    assert listed == []
