"""Everybody in a state, measured against what is asked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from attune.directory.queries.measured import Asked, Lack, Wish, measured
from attune.directory.rules import start_bits
from tests.directory.listings import offering, provider, publish

TODAY = date(2027, 3, 17)
NOW = datetime(2027, 3, 17, 15, tzinfo=UTC)
ASKED = Asked(
    state="NY",
    language="en",
    age_group="adult",
    format="individual",
    places=("video", "phone"),
    payer="self_pay",
    wanted=start_bits.ALL,
    price_minor_max=15_000,
)


def found(asked: Asked = ASKED, *wishes: Wish, most: int = 10) -> Any:
    return measured(asked, wishes, now=NOW, most=most)


def offered(**changes: Any) -> Any:
    """Publish a provider with one offering; return the provider's id."""
    told = {name: changes.pop(name) for name in list(changes) if name in OFFERING}
    published = provider(offering(**told), today=TODAY, **changes)
    publish(published)
    return published.provider_id


OFFERING = {"format", "places", "price_minor", "takes_new_patients", "notice_minutes", "horizon_days", "starts"}
EVENING = start_bits.between(4 * 96 + 80, 4 * 96 + 84)


@pytest.mark.parametrize(
    ("asked", "published", "lack"),
    [
        ({}, {"languages": ("es",)}, Lack.LANGUAGE),
        ({}, {"age_groups": ("teen",)}, Lack.AGE_GROUP),
        ({}, {"format": "couple"}, Lack.FORMAT),
        ({}, {"places": ("in_person",)}, Lack.PLACE),
        ({"payer": "aetna"}, {}, Lack.PAYER),
        ({}, {"price_minor": 15_001}, Lack.PRICE),
        ({"needs_prescriber": True}, {}, Lack.PRESCRIBER),
        ({"gender": "man"}, {}, Lack.GENDER),
        ({"gender": "man"}, {"gender": ""}, Lack.GENDER),
        ({"method": "emdr"}, {}, Lack.METHOD),
        ({}, {"takes_new_patients": False}, Lack.NEW_PATIENTS),
        ({}, {"starts": 0}, Lack.TIME),
        ({"wanted": EVENING}, {"starts": start_bits.ALL ^ EVENING}, Lack.TIME),
        ({"wanted": EVENING}, {"notice_minutes": 5 * 1440}, Lack.TIME),
        ({"wanted": EVENING}, {"horizon_days": 3}, Lack.TIME),
        ({"wanted": EVENING}, {"bookable_until": {"NY": NOW + timedelta(days=4)}}, Lack.TIME),
    ],
)
def test_what_is_lacking_is_counted_and_not_shown(db, asked, published, lack):
    offered()
    offered(**published)

    told = found(replace(ASKED, **asked))

    meets_all = 0 if asked and "wanted" not in asked else 1
    assert told.counts.get(frozenset({lack})) == 2 - meets_all
    assert len(told.nearest) == meets_all


def test_who_may_not_be_booked_in_the_state_at_this_moment_is_not_there(db):
    offered(bookable_until={"NY": NOW, "NJ": NOW + timedelta(days=90)})
    offered(bookable_until={"NJ": NOW + timedelta(days=90)})

    assert found().counts == {}
    assert found(replace(ASKED, state="NJ")).counts == {frozenset(): 2}


def test_a_provider_counts_once_by_the_offering_that_lacks_least(db):
    both = provider(offering(format="couple", places=("in_person",)), offering(price_minor=20_000), today=TODAY)
    publish(both)

    assert found().counts == {frozenset({Lack.PRICE}): 1}


def test_free_starts_are_counted_from_today_whenever_they_were_published(db):
    earlier = TODAY - timedelta(days=3)
    bit = start_bits.between(5 * 96, 5 * 96 + 1)
    published = provider(offering(starts=bit), today=earlier)
    publish(published)

    told = found()

    assert told.nearest[0].next_free() == (start_bits.midnight(earlier) + timedelta(days=5),)


def test_the_nearest_to_the_wishes_are_kept(db):
    offered(specialties=("grief",))
    fitting = offered(specialties=("anxiety",))
    offered(specialties=("sleep",))

    told = found(ASKED, Wish("specialties", "anxiety", 0.5), Wish("specialties", "sleep", 0.2), most=1)

    assert [one.provider_id for one in told.nearest] == [fitting]


def test_who_knows_the_patient_needs_no_room(db):
    known, full = offered(takes_new_patients=False), offered()

    told = found(replace(ASKED, known=[known], full=[known, full]))

    assert told.counts == {frozenset(): 1, frozenset({Lack.SESSIONS}): 1}
    assert [one.provider_id for one in told.nearest] == [known]
