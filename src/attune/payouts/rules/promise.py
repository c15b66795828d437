"""The day a session's money is promised for, and which earnings a day's payout takes along."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from attune.kernel.business_days import add_business_days, is_business_day
from attune.payouts.rules.policy import PayoutPolicy


def bank_day(moment: datetime, policy: PayoutPolicy) -> date:
    """Return the calendar day of a moment where the bank is."""
    return moment.astimezone(ZoneInfo(policy.bank_zone)).date()


def promised_on(ends_at: datetime, policy: PayoutPolicy) -> date:
    """Return the day by which the money of a session that ends then has arrived.

    Source: docs/explanation/payouts.md#the-promise.
    """
    released = add_business_days(bank_day(ends_at, policy), policy.release_after_business_days)
    return add_business_days(released, policy.transit_business_days)


def expected_on(sent_on: date, policy: PayoutPolicy) -> date:
    """Return the day by which what is sent on a day has arrived."""
    return add_business_days(sent_on, policy.transit_business_days)


def is_run_on(day: date) -> bool:
    """Return whether payouts are made on a day: banks take nothing on the others."""
    return is_business_day(day)
