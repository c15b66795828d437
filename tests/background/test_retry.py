"""The back-off."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from attune.foundation.background import CannotSucceed, Retry
from attune.foundation.background.retry import BackOff
from attune.foundation.tenancy import NoScope

EVEN = Retry(tries_max=4, first_wait=timedelta(seconds=10), wait_max=timedelta(minutes=1), jitter_percent=0)


def test_each_wait_is_twice_the_last_up_to_the_longest():
    waits = [EVEN.wait_after(tries, chance=0.3).total_seconds() for tries in range(1, 6)]

    assert waits == [10, 20, 40, 60, 60]


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_jitter_stays_within_its_bounds(tries, chance):
    retry = Retry(jitter_percent=25)

    wait = retry.wait_after(tries, chance=chance)

    plain = Retry(jitter_percent=0).wait_after(tries, chance=chance)
    assert plain * 0.749 <= wait <= plain * 1.251


def test_the_last_try_is_the_last():
    decisions = [BackOff(EVEN).decision(ZeroDivisionError(), tries=tries) is None for tries in (1, 3, 4)]

    assert decisions == [False, False, True]


def test_what_cannot_succeed_is_not_tried_again():
    decisions = [BackOff(EVEN).decision(error, tries=1) for error in (CannotSucceed(), NoScope("a table"))]

    assert decisions == [None, None]
