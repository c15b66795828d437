"""What a measurement tells, and when its goal holds."""

import json

import pytest

from attune.bench.report import at_least, at_most


def test_a_line_of_json_has_the_figure_its_limit_the_ratio_and_the_goal():
    line = at_most("isolation.rows_50_ms", 0.21, limit=0.2, goal=1.1).as_json()

    assert json.loads(line) == {
        "name": "isolation.rows_50_ms",
        "value": 0.21,
        "limit": 0.2,
        "ratio": 1.05,
        "goal": "≤ 1.1",
        "holds": True,
    }
    assert "\n" not in line


@pytest.mark.parametrize(
    ("measured", "holds"),
    [
        (at_most("x_ms", 10.0, limit=10.0), True),
        (at_most("x_ms", 10.1, limit=10.0), False),
        (at_least("x_per_second", 30.0, limit=100.0, goal=0.3), True),
        (at_least("x_per_second", 29.9, limit=100.0, goal=0.3), False),
    ],
)
def test_a_goal_bounds_the_ratio_on_its_own_side(measured, holds):
    assert measured.holds is holds
