"""Business days: weekends, the holidays of the Federal Reserve, and counting over them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attune.kernel.business_days import add_business_days, bank_holidays, is_business_day

DAYS = st.dates(min_value=date(2021, 1, 1), max_value=date(2060, 1, 1))


def test_the_holidays_of_a_year_are_those_of_the_federal_reserve() -> None:
    assert sorted(bank_holidays(2027)) == [
        date(2027, 1, 1),
        date(2027, 1, 18),
        date(2027, 2, 15),
        date(2027, 5, 31),
        date(2027, 6, 19),
        date(2027, 7, 5),
        date(2027, 9, 6),
        date(2027, 10, 11),
        date(2027, 11, 11),
        date(2027, 11, 25),
        date(2027, 12, 25),
    ]


def test_a_holiday_on_a_sunday_is_kept_on_monday_and_one_on_a_saturday_is_not_moved() -> None:
    assert not is_business_day(date(2027, 7, 5))
    assert is_business_day(date(2026, 7, 3))


def test_new_years_day_on_a_saturday_leaves_the_friday_of_the_old_year_open() -> None:
    assert is_business_day(date(2027, 12, 31))
    assert not is_business_day(date(2028, 1, 1))


@pytest.mark.parametrize(
    ("start", "days", "reached"),
    [
        (date(2026, 11, 23), 2, date(2026, 11, 25)),
        (date(2026, 11, 24), 2, date(2026, 11, 27)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 0, date(2026, 11, 23)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
    ],
)
def test_business_days_are_counted_over_weekends_and_holidays(start: date, days: int, reached: date) -> None:
    assert add_business_days(start, days) == reached


def test_business_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_business_days(date(2026, 11, 23), -1)


@given(DAYS, st.integers(min_value=0, max_value=20))
def test_what_is_reached_is_a_business_day_with_as_many_between(start: date, days: int) -> None:
    reached = add_business_days(start, days)

    passed = [start + timedelta(days=n) for n in range(1, (reached - start).days + 1)]
    assert is_business_day(reached)
    assert sum(map(is_business_day, passed)) == (days or int(not is_business_day(start)))


@given(DAYS, st.integers(min_value=0, max_value=10), st.integers(min_value=0, max_value=10))
def test_a_later_start_never_arrives_earlier(start: date, days: int, later: int) -> None:
    assert add_business_days(start, days) <= add_business_days(start + timedelta(days=later), days)
