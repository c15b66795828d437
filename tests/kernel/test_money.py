"""Money in whole minor units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attune.kernel.money import CurrenciesDiffer, Money

AMOUNTS = st.integers(-10_000_000, 10_000_000)


@given(AMOUNTS, st.lists(st.integers(0, 10_000), min_size=1).filter(any))
def test_the_parts_of_a_split_sum_to_the_whole(minor: int, shares: list[int]):
    parts = Money(minor).split(shares)

    assert sum(part.minor for part in parts) == minor


def test_spare_cents_go_to_the_first_parts():
    assert [part.minor for part in Money(100).split([1, 1, 1])] == [34, 33, 33]


@pytest.mark.parametrize(("bps", "share"), [(0, 0), (1_500, 1_800), (10_000, 12_000)])
def test_a_share_in_basis_points(bps: int, share: int):
    assert Money(12_000).share(bps) == Money(share)


@pytest.mark.parametrize("shares", [[], [0], [-1, 2]])
def test_shares_that_make_no_sense_are_refused(shares: list[int]):
    with pytest.raises(ValueError, match="positive"):
        Money(100).split(shares)


def test_two_currencies_are_never_mixed():
    with pytest.raises(CurrenciesDiffer):
        Money(1) + Money(1, "EUR")
    with pytest.raises(CurrenciesDiffer):
        assert Money(1) < Money(1, "EUR")
