"""The promised day: counted over weekends and bank holidays, kept through a whole year of sessions."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attune.agreements.errors import CommissionOutOfBounds
from attune.agreements.rules.terms import require_commission
from attune.kernel.business_days import add_business_days, is_business_day
from attune.payouts.rules.policy import PayoutPolicy
from attune.payouts.rules.promise import bank_day, expected_on, is_run_on, promised_on

POLICY = PayoutPolicy(release_after_business_days=2, transit_business_days=2, bank_zone="America/New_York")
FOUR_HOURS = timedelta(hours=4)
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 6 * 366 * 24 * 60).map(lambda minutes: SINCE + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("ends_at", "promised"),
    [
        (datetime(2027, 3, 8, 17, 50, tzinfo=UTC), date(2027, 3, 12)),
        (datetime(2027, 3, 11, 17, 50, tzinfo=UTC), date(2027, 3, 17)),
        (datetime(2027, 3, 13, 17, 50, tzinfo=UTC), date(2027, 3, 18)),
        (datetime(2026, 11, 24, 17, 50, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 12, 23, 17, 50, tzinfo=UTC), date(2026, 12, 30)),
        (datetime(2027, 3, 9, 3, 50, tzinfo=UTC), date(2027, 3, 12)),
    ],
    ids=["monday", "thursday", "saturday", "before thanksgiving", "before christmas", "monday night in new york"],
)
def test_the_money_of_a_session_is_promised_for_the_fourth_business_day(ends_at: datetime, promised: date) -> None:
    assert promised_on(ends_at, POLICY) == promised


def test_through_twelve_months_every_payout_arrives_on_or_before_its_promise() -> None:
    first = datetime(2026, 11, 22, 13, tzinfo=UTC)
    sessions = [first + day * timedelta(days=1) + slot * FOUR_HOURS for day in range(365) for slot in range(6)]
    waiting = sorted((promised_on(ends_at, POLICY), ends_at) for ends_at in sessions)

    arrivals: list[tuple[datetime, date, date]] = []
    for offset in range(380):
        today = bank_day(first, POLICY) + timedelta(days=offset)
        if is_run_on(today):
            taken = [
                (promised, ends_at)
                for promised, ends_at in waiting
                if promised <= expected_on(today, POLICY) and bank_day(ends_at, POLICY) <= today
            ]
            arrivals += [(ends_at, promised, expected_on(today, POLICY)) for promised, ends_at in taken]
            waiting = [one for one in waiting if one not in set(taken)]

    assert waiting == []
    assert len(arrivals) == len(sessions) == 365 * 6
    assert [one for one in arrivals if one[2] > one[1]] == []
    assert all(is_business_day(arrived) for _, _, arrived in arrivals)


@given(MOMENTS)
def test_a_promise_is_a_business_day_at_least_four_of_them_after_the_session(ends_at: datetime) -> None:
    promised = promised_on(ends_at, POLICY)

    assert is_business_day(promised)
    assert promised == add_business_days(bank_day(ends_at, POLICY), 4)


@given(MOMENTS)
def test_the_run_that_keeps_a_promise_lies_after_the_session(ends_at: datetime) -> None:
    day = bank_day(ends_at, POLICY)
    runs = [one for n in range(15) if is_run_on(one := day + timedelta(days=n))]

    first = next(one for one in runs if expected_on(one, POLICY) >= promised_on(ends_at, POLICY))

    assert first == add_business_days(day, POLICY.release_after_business_days)
    assert expected_on(first, POLICY) == promised_on(ends_at, POLICY)


@pytest.mark.parametrize("commission_bps", [990, 3_010])
def test_a_commission_of_9_9_or_30_1_percent_is_refused(commission_bps: int) -> None:
    require_commission(1_000)
    require_commission(3_000)

    with pytest.raises(CommissionOutOfBounds):
        require_commission(commission_bps)
