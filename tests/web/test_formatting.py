"""Days in words."""

from datetime import date, timedelta

import pytest

from attune.web.components.formatting import date_within, day

TODAY = date(2027, 3, 17)


@pytest.mark.parametrize(
    ("days", "alone", "within"),
    [
        (0, "Today", "today"),
        (1, "Tomorrow", "tomorrow"),
        (-1, "Yesterday", "yesterday"),
        (5, "Mon, March 22", "Mon, March 22"),
        (-365, "Tue, March 17, 2026", "Tue, March 17, 2026"),
    ],
)
def test_a_day_is_told_with_a_capital_alone_and_without_one_inside_a_sentence(days, alone, within):
    value = TODAY + timedelta(days=days)

    assert (day(value, today=TODAY), date_within(value, today=TODAY)) == (alone, within)
