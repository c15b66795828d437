"""What holds for every strategy, whichever an edition names."""

import pytest

from attune.matching.rules.care_team import CareTeamFit
from attune.matching.rules.evidence import learned_from
from attune.matching.rules.outcome import Outcome
from attune.matching.rules.rank import rank
from attune.matching.rules.score import DeclaredFit, EvidenceFit
from attune.matching.rules.strategy import MOST_REASONS, TELLING
from tests.matching.people import candidate, need

PAST = [Outcome(need(), candidate("p1"), True, 9.0), Outcome(need(), candidate("p2"), False, 2.0)]
STRATEGIES = [DeclaredFit(), EvidenceFit(learned_from(PAST)), CareTeamFit()]
pytestmark = pytest.mark.parametrize("strategy", STRATEGIES, ids=lambda one: one.name)

PLAIN = {"preferred_gender": None}


def first(strategy, wanted, *offered):
    """Return who is first for a need, and why."""
    best = rank(wanted, offered, strategy=strategy).suggestions[0]
    return best.provider_id, [reason.factor.value for reason in best.reasons]


def test_a_strategy_has_a_name_and_a_version(strategy):
    name, version = strategy.name.split("/")

    assert name
    assert int(version) > 0


def test_a_score_depends_on_nobody_else(strategy):
    alone = rank(need(), [candidate("n1")], strategy=strategy).suggestions[0]

    among = rank(need(), [candidate("n0"), candidate("n1"), candidate("n2")], strategy=strategy).suggestions

    assert [one.score for one in among if one.provider_id == "n1"] == [alone.score]


def test_nobody_ineligible_is_suggested_however_well_they_fit(strategy):
    perfect = candidate("x", specialties=frozenset({"anxiety", "sleep"}), gender="woman", states=frozenset({"CA"}))

    ranking = rank(need(), [perfect, candidate("n1")], strategy=strategy)

    assert [one.provider_id for one in ranking.suggestions] == ["n1"]


def test_need_decides_by_specialty(strategy):
    wanted = need(**PLAIN, concerns=("anxiety",))

    assert first(strategy, wanted, candidate("a"), candidate("b", specialties=frozenset({"anxiety"}))) == (
        "b",
        ["concerns"],
    )


def test_need_decides_by_method(strategy):
    wanted = need(**PLAIN, concerns=("ocd",))

    assert first(strategy, wanted, candidate("a"), candidate("b", modalities=frozenset({"erp"}))) == ("b", ["methods"])


def test_a_preferred_method_decides_between_methods_that_both_fit(strategy):
    wanted = need(**PLAIN, concerns=("trauma",), preferred_method="emdr")
    offered = [candidate("a", modalities=frozenset({"cpt"})), candidate("b", modalities=frozenset({"emdr"}))]

    assert first(strategy, wanted, *offered) == ("b", ["methods"])


def test_licence_payer_and_real_times_decide_who_is_there_at_all(strategy):
    wanted = need(**PLAIN, payer="aetna")
    insured = frozenset({"aetna"})
    offered = [
        candidate("licence", payers=insured, states=frozenset({"CA"})),
        candidate("payer"),
        candidate("times", payers=insured, free_slots={"weekday_morning": 9}),
        candidate("all", payers=insured),
    ]

    assert [one.provider_id for one in rank(wanted, offered, strategy=strategy).suggestions] == ["all"]


def test_a_wish_is_no_requirement(strategy):
    wanted = need(preferred_gender="woman", preferred_language="es", preferred_method="act")

    assert [one.provider_id for one in rank(wanted, [candidate("a")], strategy=strategy).suggestions] == ["a"]


def test_a_met_wish_comes_first_and_is_said(strategy):
    speaks = candidate("b", languages=frozenset({"en", "es"}))

    assert first(strategy, need(**PLAIN, preferred_language="es"), candidate("a"), speaks) == ("b", ["language"])


def test_a_provider_who_is_new_appears_beside_who_is_known(strategy):
    ranking = rank(need(), [candidate("p1"), candidate("new")], strategy=strategy)

    assert {one.provider_id for one in ranking.suggestions} == {"p1", "new"}


def test_reasons_are_those_that_decided_the_weightiest_first(strategy):
    everything = candidate(
        specialties=frozenset({"anxiety", "sleep"}),
        modalities=frozenset({"cbt", "cbt_i"}),
        gender="woman",
        languages=frozenset({"en", "es"}),
        sessions_max=20,
        free_slots={"weekend": 30},
        price_minor=2000,
    )

    reasons = rank(need(preferred_language="es"), [everything], strategy=strategy).suggestions[0].reasons

    points = [reason.points for reason in reasons]
    assert len(points) == MOST_REASONS
    assert points == sorted(points, reverse=True)
    assert min(points) >= TELLING
