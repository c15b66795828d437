"""Assignment inside one practice."""

import pytest

from attune.matching.rules.care_team import CareTeamFit
from attune.matching.rules.rank import rank
from tests.matching.people import candidate, need

ANXIETY = frozenset({"anxiety"})
TEAM = CareTeamFit()


def order(*team, **wanted):
    ranking = rank(need(**{"preferred_gender": None, "concerns": ("anxiety",)} | wanted), team, strategy=TEAM)
    return [one.provider_id for one in ranking.suggestions]


def test_fit_comes_before_room():
    fitting = candidate("fitting", specialties=ANXIETY, sessions_max=20, sessions_booked=19)
    roomy = candidate("roomy", sessions_max=20)

    assert order(roomy, fitting) == ["fitting", "roomy"]


def test_between_equally_fitting_the_one_with_more_room_comes_first_and_it_is_said():
    busy = candidate("busy", specialties=ANXIETY, sessions_max=20, sessions_booked=15)
    roomy = candidate("roomy", specialties=ANXIETY, sessions_max=20, sessions_booked=5)

    ranking = rank(need(concerns=("anxiety",), preferred_gender=None), [busy, roomy], strategy=TEAM)

    assert [one.provider_id for one in ranking.suggestions] == ["roomy", "busy"]
    assert [str(reason) for reason in ranking.suggestions[0].reasons] == [
        "works with anxiety",
        "has 15 sessions left this week",
    ]


def test_equals_take_turns():
    first, second = candidate("b", sessions_max=20, turn=0), candidate("a", sessions_max=20, turn=1)

    assert order(second, first) == ["b", "a"]


def test_clinicians_about_as_busy_are_equals():
    last_time = candidate("a", sessions_max=20, sessions_booked=6, turn=1)
    next_one = candidate("b", sessions_max=20, sessions_booked=8, turn=0)

    assert order(last_time, next_one) == ["b", "a"]


def test_who_saw_the_patient_before_comes_first_even_without_room():
    known = candidate("known", is_known=True, takes_new_patients=False, sessions_max=20, sessions_booked=20)
    fitting = candidate("fitting", specialties=ANXIETY, sessions_max=20)

    assert order(fitting, known) == ["known", "fitting"]


def test_who_has_no_room_is_not_assigned_to_somebody_new():
    full = candidate("full", specialties=ANXIETY, sessions_max=20, sessions_booked=20)
    free = candidate("free", specialties=ANXIETY, sessions_max=20, sessions_booked=10)

    assert order(full, free) == ["free"]


@pytest.mark.parametrize("count", [3, 7])
def test_a_row_of_newcomers_is_spread_over_a_team_of_equals(count):
    booked, turns = dict.fromkeys("abc", 0), dict.fromkeys("abc", 0)

    for number in range(1, count + 1):
        team = [candidate(one, sessions_max=20, sessions_booked=booked[one], turn=turns[one]) for one in "abc"]
        chosen = order(*team)[0]
        booked[chosen] += 1
        turns[chosen] = number

    assert max(booked.values()) - min(booked.values()) <= 1
