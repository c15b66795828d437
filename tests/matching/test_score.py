"""The score and its reasons."""

import pytest

from attune.matching.rules.evidence import Evidence, learned_from
from attune.matching.rules.fit import Weights
from attune.matching.rules.outcome import Outcome
from attune.matching.rules.score import DeclaredFit, EvidenceFit
from tests.matching.people import candidate, need

BOTH = frozenset({"anxiety", "sleep"})


def outcomes(provider_id: str, *, went_well: bool, count: int = 10) -> list[Outcome]:
    """Return treatments of anxiety with one provider that all went the same way."""
    alliance, last = (9.0, 4.0) if went_well else (3.0, 15.0)
    treated = need(concerns=("anxiety",), preferred_gender=None)
    return [Outcome(treated, candidate(provider_id), went_well, alliance, 15.0, last)] * count


@pytest.mark.parametrize(
    ("offered", "points", "reasons"),
    [
        (
            {"specialties": BOTH, "gender": "woman"},
            0.5 + 0.25,
            ("works with anxiety and sleep", "is a woman, as preferred"),
        ),
        ({"specialties": frozenset({"anxiety"})}, 0.5 * 2 / 3 - 0.25, ("works with anxiety",)),
        ({"specialties": frozenset({"sleep"})}, 0.5 / 3 - 0.25, ("works with sleep",)),
        ({}, -0.25, ("meets every requirement",)),
    ],
)
def test_declared_fit_adds_what_is_declared_and_tells_it(offered, points, reasons):
    scored = DeclaredFit(Weights(times=0, price=0)).score(need(), candidate(**offered))

    assert scored.score == pytest.approx(points)
    assert tuple(map(str, scored.reasons)) == reasons


def test_times_and_price_decide_between_equals_and_are_told():
    roomy = candidate(free_slots={"weekend": 9, "weekday_morning": 50}, price_minor=3000)

    scored = DeclaredFit().score(need(preferred_gender=None), roomy)

    assert scored.score == pytest.approx(0.05 * 9 / 12 + 0.03 * 0.8)
    assert tuple(map(str, scored.reasons)) == (
        "has 9 free times when the patient can come",
        "costs 80% less than the budget",
    )


def test_without_history_evidence_scores_as_declared():
    both = candidate(specialties=BOTH)

    assert EvidenceFit(learned_from([])).score(need(), both) == DeclaredFit().score(need(), both)


def test_who_helped_before_stands_above_a_newcomer_and_a_newcomer_above_who_did_not():
    past = [*outcomes("good", went_well=True), *outcomes("poor", went_well=False)]
    strategy = EvidenceFit(learned_from(past))

    good, new, poor = (strategy.score(need(), candidate(one)) for one in ("good", "new", "poor"))

    assert good.score > new.score > poor.score
    assert tuple(map(str, good.reasons)) == (
        "past patients fared better than expected",
        "past patients with anxiety fared especially well",
    )
    assert tuple(map(str, new.reasons)) == ("meets every requirement",)


def test_one_outcome_moves_less_than_ten():
    def effect(count: int) -> float:
        past = [*outcomes("good", went_well=True, count=count), *outcomes("poor", went_well=False, count=count)]
        return learned_from(past).providers["good"]

    assert 0 < effect(1) < effect(10)


def test_declared_specialties_that_tell_nothing_lose_weight_and_never_count_against_anybody():
    treated = need(concerns=("anxiety",), preferred_gender=None)
    declares, declares_not = candidate("a", specialties=frozenset({"anxiety"})), candidate("b")
    past = [Outcome(treated, declares, False, 2.0), Outcome(treated, declares_not, True, 9.0)] * 100

    assert learned_from(past).weights == Weights(concerns=0.0)


def test_unknown_signs_are_left_out_and_equal_outcomes_teach_nothing():
    past = [*[Outcome(need(), candidate(), True)] * 3, Outcome(need(), candidate())]

    learned = learned_from(past, prior=Weights(concerns=0, gender=0))

    assert learned == Evidence(
        Weights(concerns=0, gender=0), {"p1": 0.0}, {("p1", "anxiety"): 0.0, ("p1", "sleep"): 0.0}
    )
