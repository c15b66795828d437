"""A need and a provider who meets it, each to be changed in one respect."""

from pathlib import Path
from typing import Any

from attune.matching.rules.candidate import Candidate
from attune.matching.rules.need import Need

SMALL_WORLD = Path(__file__).resolve().parents[1] / "data/matching/small_world"


def need(**changes: Any) -> Need:
    """Return a patient in New York who pays themselves, and wishes for a woman."""
    usual: dict[str, Any] = {
        "patient_id": "t1",
        "state": "NY",
        "concerns": ("anxiety", "sleep"),
        "language": "en",
        "age_group": "adult",
        "places": ("video",),
        "payer": "self_pay",
        "windows": ("weekend",),
        "budget_minor": 15000,
        "preferred_gender": "woman",
    }
    return Need(**usual | changes)


def candidate(provider_id: str = "p1", **changes: Any) -> Candidate:
    """Return a provider who meets each of that patient's requirements, and none of the wishes."""
    usual: dict[str, Any] = {
        "states": frozenset({"NY"}),
        "specialties": frozenset({"grief"}),
        "languages": frozenset({"en"}),
        "gender": "man",
        "age_groups": frozenset({"adult"}),
        "places": frozenset({"video"}),
        "payers": frozenset({"self_pay"}),
        "price_minor": 15000,
        "is_prescriber": False,
        "free_slots": {"weekend": 1},
    }
    return Candidate(provider_id=provider_id, **usual | changes)
