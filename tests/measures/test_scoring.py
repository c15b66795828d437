"""Scores: sums, bands, missing items, what cannot be answered."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attune.measures.errors import AnswerOutOfRange, ItemsMissing, NoSuchItem
from attune.measures.gateways.catalog import instrument
from attune.measures.rules.scoring import Result, read_result, score, written
from tests.support.shared_data import shared_file

PHQ, GAD = instrument("phq-9"), instrument("gad-7")


def all_of(asked, value: int, **changed: int) -> dict[str, int]:
    return dict.fromkeys(asked.item_codes, value) | changed


@pytest.mark.parametrize(("name", "asked"), [("phq9_band", PHQ), ("gad7_band", GAD)])
def test_every_vector_of_the_bands_holds(name, asked):
    vectors = json.loads(shared_file("vectors/domain_vectors.json").read_text())[name]

    assert [asked.band_of(one["score"]).code for one in vectors] == [one["band"] for one in vectors]


def test_the_published_response_is_scored_as_published():
    response = json.loads(shared_file("fhir/uscore_QuestionnaireResponse-phq-9-example.json").read_text())
    values = {option.loinc: option.value for option in PHQ.options}
    given_codes = {one["linkId"].strip("/"): one["answer"][0] for one in response["item"]}
    answers = {
        item.code: values[given_codes[item.loinc]["valueCoding"]["code"]]
        for item in PHQ.items
        if item.loinc in given_codes
    }
    total = next(one["answer"][0] for one in response["item"] if PHQ.loinc_total in one["linkId"])

    assert score(PHQ, answers).score == int(total.get("valueDecimal", total.get("valueInteger", -1)))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=50, deadline=None)
@given(st.fixed_dictionaries({code: st.integers(0, 3) for code in PHQ.item_codes}))
def test_a_complete_score_is_the_sum_and_lies_in_one_band(answers):
    result = score(PHQ, answers)

    assert result.score == sum(answers.values())
    assert [band.code for band in PHQ.bands if band.low <= result.score <= band.high] == [result.band]


def test_a_missing_item_is_named_and_nothing_is_scored():
    answers = all_of(PHQ, 1)
    del answers["sleep"]

    with pytest.raises(ItemsMissing) as refused:
        score(PHQ, answers)

    assert (refused.value.items, refused.value.may_be_left_out) == (("sleep",), True)


@pytest.mark.parametrize(
    ("value", "left_out", "wanted"),
    [(1, ["sleep"], 9), (3, ["sleep", "energy"], 27), (0, ["sleep"], 0)],
)
def test_up_to_two_missing_items_take_the_mean_of_the_others(value, left_out, wanted):
    answers = {code: given_value for code, given_value in all_of(PHQ, value).items() if code not in left_out}

    result = score(PHQ, answers, may_be_incomplete=True)

    assert result == Result(wanted, PHQ.band_of(wanted).code, 9 - len(left_out), is_prorated=True, harm=value)


def test_a_prorated_score_is_rounded_half_up():
    answers = all_of(PHQ, 0, interest=2, mood=2)
    del answers["sleep"]

    assert score(PHQ, answers, may_be_incomplete=True).score == 5  # 4 of 8 items: 4.5


@pytest.mark.parametrize("left_out", [["harm"], ["sleep", "energy", "mood"], ["harm", "sleep"]])
def test_more_than_two_or_the_safety_item_cannot_be_left_out(left_out):
    answers = {code: 1 for code in PHQ.item_codes if code not in left_out}

    with pytest.raises(ItemsMissing) as refused:
        score(PHQ, answers, may_be_incomplete=True)

    assert not refused.value.may_be_left_out


def test_an_instrument_without_a_rule_for_missing_items_needs_them_all():
    answers = all_of(GAD, 1)
    del answers["worry"]

    with pytest.raises(ItemsMissing) as refused:
        score(GAD, answers, may_be_incomplete=True)

    assert refused.value.items == ("worry",)


@pytest.mark.parametrize("value", [-1, 4, True])
def test_an_answer_out_of_range_is_refused_and_not_repeated_in_the_error(value):
    with pytest.raises(AnswerOutOfRange) as refused:
        score(PHQ, all_of(PHQ, 1, mood=value))

    assert str(refused.value) == "mood"


def test_an_item_of_another_instrument_is_refused():
    with pytest.raises(NoSuchItem):
        score(PHQ, all_of(PHQ, 1, worry=1))


@pytest.mark.parametrize(("harm", "asks"), [(0, False), (1, True), (2, True), (3, True)])
def test_any_answer_but_not_at_all_to_the_ninth_asks_for_help(harm, asks):
    assert PHQ.asks_for_help({"harm": harm}) is asks
    assert not GAD.asks_for_help(all_of(GAD, 3))


def test_a_result_is_read_as_it_was_written():
    result = score(PHQ, all_of(PHQ, 2))

    assert read_result(written(result)) == result
