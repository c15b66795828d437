"""The answers as a practice gets them: what matters for care, as one text."""

import json
from typing import Any

from attune.patients.rules.answers import Answers


def intake_of(told: Answers) -> str:
    """Return the answers as JSON, without what only the way to the practice needed."""
    kept: dict[str, Any] = {
        "concerns": told.concerns,
        "own_words": told.own_words,
        "places": told.places,
        "windows": told.windows,
        "payer": told.payer,
        "budget_minor": told.budget_minor,
        "needs_prescriber": told.needs_prescriber,
        "preferences": [[wish.kind, wish.value, wish.strength.value] for wish in told.preferences],
    }
    return json.dumps(kept, ensure_ascii=False)


def read_intake(text: str) -> dict[str, Any]:
    """Return what ``intake_of`` wrote."""
    told: dict[str, Any] = json.loads(text)
    return told
