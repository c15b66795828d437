"""Change: reliable, response, remission, recovery on two measures, and who is not on track."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from attune.measures.gateways.catalog import instrument
from attune.measures.rules.change import Direction, change_between, change_over
from attune.measures.rules.instrument import Point
from attune.measures.rules.not_on_track import Reason, not_on_track
from attune.measures.rules.recovery import Pair, Recovery, recovery
from tests.support.shared_data import shared_file

PHQ, GAD = instrument("phq-9").change, instrument("gad-7").change
START = datetime(2027, 1, 4, 15, tzinfo=UTC)


def after(*scores: tuple[int, int], harm: dict[int, int] | None = None) -> list[Point]:
    """Scores as (week, score)."""
    return [Point(START + timedelta(weeks=week), score, (harm or {}).get(week, 0)) for week, score in scores]


def test_every_vector_of_recovery_holds():
    for one in json.loads(shared_file("vectors/domain_vectors.json").read_text())["nhs_tt"]:
        found = recovery(Pair(PHQ, one["phq9_first"], one["phq9_last"]), Pair(GAD, one["gad7_first"], one["gad7_last"]))
        wanted = Recovery(
            one["case_at_start"],
            one["recovered"],
            one["reliable_improvement"],
            one["reliable_deterioration"],
            one["reliable_recovery"],
        )

        assert found == wanted, one


@pytest.mark.parametrize(
    ("first", "last", "direction", "is_response", "is_remission"),
    [
        (16, 10, Direction.BETTER, False, False),
        (16, 11, Direction.STEADY, False, False),
        (16, 8, Direction.BETTER, True, False),
        (16, 4, Direction.BETTER, True, True),
        (10, 16, Direction.WORSE, False, False),
        (10, 15, Direction.STEADY, False, False),
        (9, 4, Direction.STEADY, False, False),
    ],
)
def test_what_a_change_is(first, last, direction, is_response, is_remission):
    found = change_between(PHQ, first, last)

    assert (found.direction, found.is_response, found.is_remission) == (direction, is_response, is_remission)
    assert found.points == first - last


def test_one_score_is_no_change():
    assert change_over(PHQ, after((0, 12))) is None


@pytest.mark.parametrize(
    ("points", "missed", "reasons"),
    [
        ([], 0, ()),
        (after((0, 16)), 0, ()),
        (after((0, 16), (2, 15)), 0, ()),
        (after((0, 12), (2, 18)), 0, (Reason.WORSE,)),
        (after((0, 16), (2, 8), (6, 14)), 0, (Reason.WORSE,)),
        (after((0, 16), (4, 13)), 0, (Reason.LITTLE_CHANGE,)),
        (after((0, 16), (4, 12)), 0, ()),
        (after((0, 16), (6, 11)), 0, (Reason.NO_CHANGE,)),
        (after((0, 16), (6, 10)), 0, ()),
        (after((0, 8), (8, 8)), 0, ()),
        (after((0, 16), (8, 9)), 0, ()),
        (after((0, 16), (2, 14), harm={2: 1}), 0, (Reason.HARM_ROSE,)),
        (after((0, 16), (2, 14), harm={0: 1, 2: 1}), 0, ()),
        (after((0, 12), (2, 19), harm={2: 2}), 2, (Reason.HARM_ROSE, Reason.WORSE, Reason.MISSED)),
        ([], 2, (Reason.MISSED,)),
        (after((0, 16)), 1, ()),
    ],
)
def test_who_is_not_on_track_and_why(points, missed, reasons):
    assert not_on_track(PHQ, points, missed_in_a_row=missed) == reasons
