"""The score of answers: their sum, with the instrument's own rule for missing ones.

Source: docs/explanation/measures.md#scoring.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from attune.measures.errors import ItemsMissing
from attune.measures.rules.instrument import Instrument

SCORED_BY: Final = "1"
"""The version of this arithmetic, kept with each result."""


@dataclass(frozen=True, slots=True)
class Result:
    """What answers come to. ``harm`` is the answer to the safety item, 0 where the instrument has none."""

    score: int
    band: str
    answered: int
    is_prorated: bool
    harm: int


def missing_items(instrument: Instrument, answers: Mapping[str, int]) -> tuple[str, ...]:
    """Return the questions without an answer, in their order."""
    return tuple(code for code in instrument.item_codes if code not in answers)


def may_leave_out(instrument: Instrument, missing: tuple[str, ...]) -> bool:
    """Return whether the instrument's source allows a score without these."""
    rule = instrument.scoring
    return 0 < len(missing) <= rule.missing_max and not set(missing) & set(rule.never_missing)


def score(instrument: Instrument, answers: Mapping[str, int], *, may_be_incomplete: bool = False) -> Result:
    """Return what the answers come to.

    With ``may_be_incomplete`` missing items take the mean of the others, rounded half up, as far as the
    instrument's source allows. Raises NoSuchItem, AnswerOutOfRange or ItemsMissing.
    """
    given = [instrument.checked(item, value) for item, value in answers.items()]
    missing = missing_items(instrument, answers)
    allowed = may_leave_out(instrument, missing)
    if missing and not (allowed and may_be_incomplete):
        raise ItemsMissing(missing, may_be_left_out=allowed)
    total, count, every = sum(given), len(given), len(instrument.items)
    scored = (2 * total * every + count) // (2 * count)
    return Result(
        score=scored,
        band=instrument.band_of(scored).code,
        answered=count,
        is_prorated=bool(missing),
        harm=answers.get(instrument.safety.item, 0) if instrument.safety else 0,
    )


def written(result: Result) -> str:
    """Return a result as it is kept."""
    kept: dict[str, Any] = {
        "score": result.score,
        "band": result.band,
        "answered": result.answered,
        "is_prorated": result.is_prorated,
        "harm": result.harm,
        "scored_by": SCORED_BY,
    }
    return json.dumps(kept)


def read_result(text: str) -> Result:
    """Return what ``written`` wrote."""
    kept: dict[str, Any] = json.loads(text)
    return Result(kept["score"], kept["band"], kept["answered"], kept["is_prorated"], kept["harm"])


def written_answers(answers: Mapping[str, int]) -> str:
    """Return answers as they are kept."""
    return json.dumps(dict(answers))


def read_answers(text: str) -> dict[str, int]:
    """Return what ``written_answers`` wrote."""
    kept: dict[str, int] = json.loads(text)
    return kept
