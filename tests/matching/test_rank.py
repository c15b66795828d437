"""The ranking, by example and by properties."""

from hypothesis import given
from hypothesis import strategies as st

from attune.matching.rules.candidate import Candidate
from attune.matching.rules.eligibility import Exclusion, exclusions
from attune.matching.rules.need import Need
from attune.matching.rules.rank import Excluded, rank
from attune.matching.rules.score import DeclaredFit
from tests.matching.people import candidate, need


def some(*words: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(words), min_size=1)


CANDIDATES = st.lists(
    st.builds(
        candidate,
        st.integers(0, 99).map("p{:02}".format),
        states=some("NY", "CA"),
        specialties=some("anxiety", "sleep", "grief"),
        payers=some("self_pay", "aetna"),
        gender=st.sampled_from(["woman", "man"]),
        price_minor=st.sampled_from([9000, 12000, 16000]),
        is_prescriber=st.booleans(),
        free_slots=st.dictionaries(st.sampled_from(["weekend", "weekday_morning"]), st.integers(0, 3)),
    ),
    unique_by=lambda one: one.provider_id,
    max_size=12,
)
NEEDS = st.builds(
    need,
    payer=st.sampled_from(["self_pay", "aetna"]),
    needs_prescriber=st.booleans(),
    preferred_gender=st.sampled_from([None, "woman"]),
    windows=st.sampled_from([("weekend",), ("weekend", "weekday_morning")]),
)


def test_the_best_stands_first_and_who_is_excluded_is_named_with_the_reason():
    offered = [candidate("b"), candidate("c", specialties=frozenset({"anxiety"})), candidate("d", states=frozenset())]

    ranking = rank(need(), offered, strategy=DeclaredFit())

    assert [(one.rank, one.provider_id) for one in ranking.suggestions] == [(1, "c"), (2, "b")]
    assert ranking.excluded == (Excluded("d", (Exclusion.NOT_LICENSED_IN_STATE,)),)
    assert ranking.strategy == "declared-fit/2"


def test_equals_are_ordered_by_their_id():
    ranking = rank(need(), [candidate("b"), candidate("a"), candidate("c")], strategy=DeclaredFit())

    assert [one.provider_id for one in ranking.suggestions] == ["a", "b", "c"]


def test_exclusions_are_counted_by_reason_the_most_frequent_first():
    offered = [candidate("a", price_minor=20000), candidate("b", price_minor=20000, states=frozenset())]

    ranking = rank(need(), offered, strategy=DeclaredFit())

    counted = list(ranking.counted_exclusions().items())
    assert counted == [(Exclusion.PRICE_ABOVE_BUDGET, 2), (Exclusion.NOT_LICENSED_IN_STATE, 1)]


@given(NEEDS, CANDIDATES)
def test_exactly_the_eligible_are_suggested(wanted: Need, offered: list[Candidate]):
    ranking = rank(wanted, offered, strategy=DeclaredFit())

    suggested = {one.provider_id for one in ranking.suggestions}
    assert suggested == {one.provider_id for one in offered if not exclusions(wanted, one)}
    assert {one.provider_id for one in ranking.excluded} == {one.provider_id for one in offered} - suggested


@given(NEEDS, CANDIDATES, st.randoms())
def test_the_order_of_the_candidates_changes_nothing(wanted: Need, offered: list[Candidate], chance):
    shuffled = list(offered)
    chance.shuffle(shuffled)

    assert rank(wanted, shuffled, strategy=DeclaredFit()) == rank(wanted, offered, strategy=DeclaredFit())


@given(NEEDS, CANDIDATES)
def test_somebody_ineligible_more_changes_no_suggestion(wanted: Need, offered: list[Candidate]):
    stranger = candidate("stranger", languages=frozenset({"zh"}), specialties=frozenset({"anxiety", "sleep"}))

    before = rank(wanted, offered, strategy=DeclaredFit())
    after = rank(wanted, [stranger, *offered], strategy=DeclaredFit())

    assert after.suggestions == before.suggestions
    assert len(after.excluded) == len(before.excluded) + 1
