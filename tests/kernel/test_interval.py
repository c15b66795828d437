"""Stretches of time."""

from datetime import UTC, datetime, timedelta

import pytest

from attune.kernel.interval import Interval, IntervalWrong


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 3, 8, hour, minute, tzinfo=UTC)


def test_touching_intervals_do_not_overlap():
    assert not Interval(at(9), at(10)).overlaps(Interval(at(10), at(11)))
    assert Interval(at(9), at(10, 1)).overlaps(Interval(at(10), at(11)))


def test_the_start_belongs_to_it_and_the_end_does_not():
    morning = Interval(at(9), at(10))

    assert (morning.has(at(9)), morning.has(at(10))) == (True, False)


@pytest.mark.parametrize(
    ("start", "end"),
    [(at(10), at(9)), (at(9), at(9)), (datetime(2027, 3, 8, 9), at(10))],  # noqa: DTZ001
    ids=["backwards", "empty", "naive"],
)
def test_an_interval_needs_a_start_before_its_end_both_aware(start: datetime, end: datetime):
    with pytest.raises(IntervalWrong):
        Interval(start, end)


def test_what_two_intervals_share_is_an_interval_or_nothing():
    morning = Interval(at(9), at(12))

    assert morning.clipped(Interval(at(11), at(14))) == Interval(at(11), at(12))
    assert morning.clipped(Interval(at(12), at(14))) is None


def test_padding_makes_it_longer_at_both_ends():
    padded = Interval(at(9), at(10)).padded(before=timedelta(minutes=5), after=timedelta(minutes=10))

    assert padded == Interval(at(8, 55), at(10, 10))
    assert padded.contains(Interval(at(9), at(10)))
    assert padded.length == timedelta(minutes=75)
