"""Reading an instrument's file: what is not sound is refused before anybody is asked anything."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from attune.measures.errors import InvalidInstrument
from attune.measures.rules.instrument import (
    Band,
    ChangeRule,
    Instrument,
    Item,
    Option,
    SafetyRule,
    ScoringRule,
)


def read_instrument(text: str) -> Instrument:
    """Return the instrument that a file's text says. Raises InvalidInstrument."""
    try:
        told = json.loads(text)
    except json.JSONDecodeError as error:
        raise InvalidInstrument("it is not JSON") from error
    found = _Part("", told)
    change, age, loinc = found.part("change"), found.part("age"), found.part("loinc")
    scoring = found.part("scoring")
    read = Instrument(
        code=found.text("code"),
        version=found.text("version"),
        name=found.text("name"),
        language=found.text("language"),
        recall=found.text("recall"),
        seconds_per_item=found.number("seconds_per_item"),
        loinc_panel=loinc.text("panel"),
        loinc_total=loinc.text("total"),
        options=tuple(
            Option(one.number("value"), one.text("label"), one.text("loinc")) for one in found.parts("options")
        ),
        items=tuple(Item(one.text("code"), one.text("text"), one.text("loinc")) for one in found.parts("items")),
        scoring=ScoringRule(scoring.number("missing_max"), scoring.texts("never_missing"), scoring.text("source")),
        bands=tuple(Band(one.text("code"), one.number("low"), one.number("high")) for one in found.parts("bands")),
        change=ChangeRule(
            change.number("reliable"),
            change.number("clinical_from"),
            change.number("remission_below"),
            change.text("source"),
        ),
        safety=_safety(found),
        age_from=age.number("from"),
        age_source=age.text("source"),
        license=found.text("license"),
        source=found.text("source"),
    )
    _require_sound(read)
    return read


def loinc_digit_holds(code: str) -> bool:
    """Return whether the check digit of a LOINC code is right (modulus 10, doubling every second digit)."""
    body, _, digit = code.partition("-")
    if not (body.isdecimal() and len(digit) == 1 and digit.isdecimal()):
        return False
    doubled = [int(one) * (2 if place % 2 == 0 else 1) for place, one in enumerate(reversed(body))]
    total = sum(one - 9 if one > 9 else one for one in doubled)
    return (10 - total % 10) % 10 == int(digit)


def _safety(found: "_Part") -> SafetyRule | None:
    if found.is_null("safety"):
        return None
    told = found.part("safety")
    return SafetyRule(told.text("item"), told.number("from"))


def _require_sound(read: Instrument) -> None:
    for what, codes in (
        ("two items have one code", read.item_codes),
        ("two options have one value", [option.value for option in read.options]),
        ("two bands have one code", [band.code for band in read.bands]),
    ):
        if not codes or max(Counter(codes).values()) > 1:
            raise InvalidInstrument(what)
    ends = [(band.low, band.high) for band in read.bands]
    wanted_low = 0
    for low, high in ends:
        if low != wanted_low or high < low:
            raise InvalidInstrument("the bands do not cover the scale")
        wanted_low = high + 1
    if wanted_low != read.score_max + 1:
        raise InvalidInstrument("the bands do not cover the scale")
    if not set(read.scoring.never_missing) <= set(read.item_codes):
        raise InvalidInstrument("scoring names an item that is not there")
    if not 0 <= read.scoring.missing_max < len(read.items):
        raise InvalidInstrument("scoring lets every item be missing")
    if read.safety is not None and read.safety.item not in read.scoring.never_missing:
        raise InvalidInstrument("the safety item could be missing")
    for code in (read.loinc_panel, read.loinc_total, *(item.loinc for item in read.items)):
        if not loinc_digit_holds(code):
            raise InvalidInstrument(f"{code} is no LOINC code")


class _Part:
    """An object of the file, asked for its values by name."""

    def __init__(self, path: str, told: object) -> None:
        if not isinstance(told, Mapping):
            raise InvalidInstrument(f"{path or 'the file'} is no object")
        self._path, self._told = path, told

    def text(self, name: str) -> str:
        value = self._told.get(name)
        if not isinstance(value, str) or not value:
            raise InvalidInstrument(f"{self._named(name)} is no text")
        return value

    def number(self, name: str) -> int:
        value = self._told.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise InvalidInstrument(f"{self._named(name)} is no number")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        values = self._list(name)
        if not all(isinstance(one, str) for one in values):
            raise InvalidInstrument(f"{self._named(name)} holds something else than texts")
        return tuple(str(one) for one in values)

    def part(self, name: str) -> "_Part":
        return _Part(self._named(name), self._told.get(name))

    def parts(self, name: str) -> tuple["_Part", ...]:
        return tuple(_Part(f"{self._named(name)}[{place}]", one) for place, one in enumerate(self._list(name)))

    def is_null(self, name: str) -> bool:
        return name in self._told and self._told[name] is None

    def _list(self, name: str) -> Sequence[object]:
        value = self._told.get(name)
        if not isinstance(value, list):
            raise InvalidInstrument(f"{self._named(name)} is no list")
        return value

    def _named(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name
