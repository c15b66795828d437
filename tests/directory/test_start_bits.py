"""Starts as bits of one number."""

from datetime import UTC, date, datetime, timedelta

import pytest

from attune.directory.rules import start_bits
from attune.foundation.database.bit_string import bits_as_text

DAY = date(2027, 3, 8)
MIDNIGHT = datetime(2027, 3, 8, tzinfo=UTC)
FIRST = 1 << (start_bits.LENGTH - 1)


@pytest.mark.parametrize(
    ("minutes", "index"), [(0, 0), (1, 1), (15, 1), (16, 2), (24 * 60, 96), (-1, 0), (-15, -1), (-16, -1)]
)
def test_the_first_start_at_or_after_an_instant(minutes, index):
    assert start_bits.index_of(MIDNIGHT + timedelta(minutes=minutes), base_day=DAY) == index


def test_the_leftmost_bit_is_midnight_and_the_last_is_a_quarter_to_midnight_a_month_later():
    assert list(start_bits.starts_in(FIRST | 1, base_day=DAY)) == [
        MIDNIGHT,
        MIDNIGHT + timedelta(days=30) - timedelta(minutes=15),
    ]


def test_a_mask_holds_what_lies_between_and_is_cut_to_what_there_is():
    assert start_bits.between(0, 1) == FIRST
    assert start_bits.between(-5, 10_000) == start_bits.ALL
    assert (start_bits.between(5, 5), start_bits.between(2_880, 2_900), start_bits.between(-9, 0)) == (0, 0, 0)
    assert list(start_bits.starts_in(start_bits.between(4, 6), base_day=DAY)) == [
        MIDNIGHT + timedelta(hours=1),
        MIDNIGHT + timedelta(hours=1, minutes=15),
    ]


@pytest.mark.parametrize(("days", "kept"), [(0, [3, 100]), (1, [4]), (2, []), (-1, [99, 196]), (40, [])])
def test_starts_counted_from_another_day_are_the_same_instants(days, kept):
    bits = start_bits.between(3, 4) | start_bits.between(100, 101)

    moved = start_bits.moved_on(bits, base_day=DAY, to_day=DAY + timedelta(days=days))

    assert moved == sum(start_bits.between(index, index + 1) for index in kept)


def test_a_number_is_written_with_all_its_zeros_and_refused_where_it_does_not_fit():
    assert bits_as_text(5, length=6) == "000101"
    for wrong in (-1, 64):
        with pytest.raises(ValueError, match="bits does not fit"):
            bits_as_text(wrong, length=6)
