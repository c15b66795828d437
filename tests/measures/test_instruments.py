"""The instruments' files, and what is refused of one."""

import json
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from attune.measures.errors import InvalidInstrument, NoSuchInstrument, NoSuchItem
from attune.measures.gateways.catalog import every_instrument, instrument
from attune.measures.rules.instrument_file import loinc_digit_holds, read_instrument
from tests.support.shared_data import shared_file


def told(code: str = "phq-9") -> dict[str, Any]:
    file = files("attune.measures") / "instruments" / f"{code}.v1.json"
    read: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return read


def test_the_instruments_that_come_with_the_product_are_sound():
    assert [(one.code, one.version, len(one.items), one.score_max) for one in every_instrument()] == [
        ("gad-7", "1", 7, 21),
        ("phq-9", "1", 9, 27),
    ]


def test_an_instrument_nobody_has_is_not_there():
    with pytest.raises(NoSuchInstrument):
        instrument("bdi-ii")
    with pytest.raises(NoSuchInstrument):
        instrument("phq-9", "2")
    with pytest.raises(NoSuchItem):
        instrument("phq-9").item("difficulty")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"items": []}, "two items have one code"),
        ({"items": [told()["items"][0]] * 2}, "two items have one code"),
        ({"options": [told()["options"][0]] * 2}, "two options have one value"),
        ({"bands": [{"code": "low", "low": 0, "high": 26}]}, "the bands do not cover the scale"),
        ({"bands": [{"code": "low", "low": 1, "high": 27}]}, "the bands do not cover the scale"),
        ({"scoring": told()["scoring"] | {"never_missing": []}}, "the safety item could be missing"),
        ({"scoring": told()["scoring"] | {"never_missing": ["x"]}}, "scoring names an item that is not there"),
        ({"scoring": told()["scoring"] | {"missing_max": 9}}, "scoring lets every item be missing"),
        (
            {"scoring": told()["scoring"] | {"never_missing": [1]}},
            "scoring.never_missing holds something else than texts",
        ),
        ({"loinc": {"panel": "44249-2", "total": "44261-6"}}, "44249-2 is no LOINC code"),
        ({"name": ""}, "name is no text"),
        ({"seconds_per_item": "7"}, "seconds_per_item is no number"),
        ({"seconds_per_item": True}, "seconds_per_item is no number"),
        ({"age": 12}, "age is no object"),
        ({"items": {}}, "items is no list"),
        ({"license": None}, "license is no text"),
    ],
)
def test_a_file_that_is_not_sound_is_refused_with_what_is_wrong(change, reason):
    read_instrument(json.dumps(told()))

    with pytest.raises(InvalidInstrument) as refused:
        read_instrument(json.dumps(told() | change))

    assert refused.value.reason == reason


def test_a_file_that_is_no_json_is_refused():
    with pytest.raises(InvalidInstrument):
        read_instrument("PHQ-9")
    with pytest.raises(InvalidInstrument):
        read_instrument("[]")


@pytest.mark.parametrize(("code", "holds"), [("69689-8", True), ("69689-6", False), ("69689", False), ("x-1", False)])
def test_the_check_digit_of_a_loinc_code(code, holds):
    assert loinc_digit_holds(code) is holds


def test_an_instrument_fits_from_its_age_on_and_on_the_birthday_itself():
    phq = instrument("phq-9")

    assert [phq.fits(date(2015, 3, 15), day=date(2027, 3, day)) for day in (14, 15)] == [False, True]


def test_items_and_options_carry_the_codes_of_the_published_questionnaire():
    published = json.loads(shared_file("fhir/uscore_Questionnaire-phq-9-example.json").read_text())
    items = {one["code"][0]["code"] for one in published["item"] if one["type"] == "choice"}
    options = {one["valueCoding"]["code"] for one in published["item"][0]["answerOption"]}
    ours = instrument("phq-9")

    assert {item.loinc for item in ours.items} <= items
    assert {option.loinc for option in ours.options} == options
    assert ours.loinc_panel == published["code"][0]["code"]
