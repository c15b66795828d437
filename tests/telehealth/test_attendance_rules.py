"""What the evidence of a visit proves, by tables and by properties."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attune.telehealth.rules.attendance import Evidence, Finding, Stay, end_of, find, merged, minutes, together
from tests.telehealth.test_door_rules import POLICY, SESSION, at

EMPTY = Evidence(SESSION)


def stay(start: float, end: float | None) -> Stay:
    """Return a stay by minutes after the start."""
    return Stay(at(start), None if end is None else at(end))


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (EMPTY, Finding.PROVIDER_ABSENT),
        (replace(EMPTY, provider=(stay(0, 50),), patient=(stay(1, 49),)), Finding.ATTENDED),
        (replace(EMPTY, provider=(stay(0, 50),), patient=(stay(1, 5), stay(6, 12.5))), Finding.ATTENDED),
        (replace(EMPTY, provider=(stay(0, 50),), patient=(stay(1, 9),)), Finding.INTERRUPTED),
        (replace(EMPTY, provider=(stay(0, 9),), patient=(stay(10, 50),)), Finding.INTERRUPTED),
        (replace(EMPTY, provider=(stay(0, 15),)), Finding.MISSED),
        (replace(EMPTY, provider=(stay(-15, 9),)), Finding.PROVIDER_ABSENT),
        (replace(EMPTY, provider=(stay(51, 70),)), Finding.PROVIDER_ABSENT),
        (replace(EMPTY, provider=(stay(0, 15),), came_to_door=True), Finding.REFUSED_AT_DOOR),
        (replace(EMPTY, provider=(stay(0, 15),), waiting=(stay(0, 15),)), Finding.REFUSED_AT_DOOR),
        (replace(EMPTY, waiting=(stay(0, 50),), came_to_door=True), Finding.PROVIDER_ABSENT),
        (replace(EMPTY, patient=(stay(0, 50),)), Finding.PROVIDER_ABSENT),
    ],
)
def test_a_finding_follows_from_who_was_in_when(evidence, expected):
    assert find(evidence, moment=at(300), policy=POLICY).finding is expected


def test_a_connection_that_never_said_goodbye_was_there_until_it_was_last_seen():
    assert end_of(seen_at=at(10), left_at=None, moment=at(10.5)) is None
    assert end_of(seen_at=at(10), left_at=None, moment=at(12)) == at(10)
    assert end_of(seen_at=at(10), left_at=at(9), moment=at(12)) == at(9)


spans = st.lists(st.tuples(st.integers(-15, 60), st.integers(1, 40)), max_size=6)


@given(ones=spans, others=spans)
def test_the_minutes_together_are_those_of_which_each_second_was_in_both(ones, others):
    def stays(drawn: list[tuple[int, int]]) -> list[Stay]:
        return [stay(start, start + length) for start, length in drawn]

    def counted(drawn: list[tuple[int, int]]) -> set[int]:
        return {minute for start, length in drawn for minute in range(start, start + length)}

    found = together(merged(stays(ones), until=at(300)), merged(stays(others), until=at(300)))

    assert minutes(found) == len(counted(ones) & counted(others))


@given(drawn=spans)
def test_merged_times_are_in_order_and_do_not_touch(drawn):
    found = merged([stay(start, start + length) for start, length in drawn], until=at(300))

    assert all(one.end < other.start for one, other in pairwise(found))
    assert all(one.length >= timedelta(minutes=1) for one in found)
