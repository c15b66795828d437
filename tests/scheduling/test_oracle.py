"""The product offers what the oracle finds, for every random provider.

A sample runs with the suite; ``ATTUNE_ORACLE_PROVIDERS=10000`` asks for all.
"""

import os
from datetime import datetime, timedelta
from typing import Any

import pytest

from attune.kernel.identifiers import new_id
from attune.kernel.interval import Interval
from attune.scheduling.rules.open_times import open_times
from tests.scheduling.oracle import bookable_starts
from tests.scheduling.oracle_providers import as_availability, as_bookable, as_taken, random_provider

PROVIDERS = int(os.environ.get("ATTUNE_ORACLE_PROVIDERS", "300"))
GROUPS = 10


def offered(provider: dict[str, Any], now: datetime) -> list[datetime]:
    offering_id = new_id()
    slots = open_times(
        as_availability(provider, offering_id),
        as_bookable(provider, offering_id),
        taken=as_taken(provider),
        between=Interval(now, now + timedelta(days=60)),
        now=now,
    )
    return [slot.start for slot in slots]


@pytest.mark.parametrize("group", range(GROUPS))
def test_the_product_and_the_oracle_agree(group):
    differing, found = [], 0
    for seed in range(group, PROVIDERS, GROUPS):
        provider, now = random_provider(seed)
        expected = bookable_starts(provider, now)
        found += len(expected)
        if offered(provider, now) != expected:
            differing.append(seed)

    assert differing == []
    assert found > 0


def test_the_oracle_finds_what_one_can_count_by_hand():
    provider, _ = random_provider(0)
    provider |= {"zone": "America/New_York", "dates": {}, "away": [], "booked": [], "own_week": {}}
    provider |= {"week": {7: [(60, 300)]}, "minutes": 50, "step_minutes": 60, "buffer_before": 0}
    provider |= {"notice_minutes": 0, "horizon_days": 1}

    starts = bookable_starts(provider, datetime.fromisoformat("2027-11-07T04:00:00+00:00"))

    assert [f"{start:%H:%M}" for start in starts] == ["05:00", "06:00", "07:00", "08:00", "09:00"]
