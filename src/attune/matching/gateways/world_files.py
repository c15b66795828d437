"""A world to try matching on: a folder of CSV files with patients, providers and how past treatments went."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from attune.matching.gateways.world_table import Row, rows_of
from attune.matching.rules.candidate import Candidate
from attune.matching.rules.need import SELF_PAY, Need
from attune.matching.rules.outcome import Outcome

PROVIDER_COLUMNS = (
    *("provider_id", "states", "specialties", "modalities", "languages", "gender", "age_groups", "formats"),
    *("payers", "price_minor", "capacity_per_week", "prescriber", "joined_on"),
)
PATIENT_COLUMNS = (
    *("patient_id", "state", "concerns", "severity", "preferred_gender", "language", "age_group", "format"),
    *("payer", "budget_minor", "needs_prescriber", "windows", "created_on"),
)
AVAILABILITY_COLUMNS = ("provider_id", "window", "free_slots")
HISTORY_COLUMNS = (
    *("patient_id", "provider_id", "shown_rank", "propensity", "booked", "attended_3", "alliance"),
    *("score_first", "score_last", "on"),
)


@dataclass(frozen=True, slots=True)
class World:
    """Who asks, who offers, and the treatments that were booked before."""

    needs: tuple[Need, ...]
    candidates: tuple[Candidate, ...]
    outcomes: tuple[Outcome, ...]


def read_world(folder: Path) -> World:
    """Return the world in a folder. Raises WorldFileMissing or WorldFileWrong; reads nothing but the five files."""
    needs = _needs(folder / "patients.csv")
    past = _needs(folder / "history_patients.csv")
    candidates = _candidates(folder)
    outcomes = _outcomes(folder / "history.csv", past, candidates)
    return World(tuple(needs.values()), tuple(candidates.values()), outcomes)


def _needs(path: Path) -> dict[str, Need]:
    found: dict[str, Need] = {}
    for row in rows_of(path, PATIENT_COLUMNS):
        need = _need(row, row.new("patient_id", found))
        found[need.patient_id] = need
    return found


def _need(row: Row, patient_id: str) -> Need:
    row.number("severity")
    row.day("created_on")
    payer = row.text("payer")
    is_budget_needed = payer == SELF_PAY or not row.is_blank("budget_minor")
    return Need(
        patient_id=patient_id,
        state=row.text("state"),
        concerns=row.words("concerns"),
        language=row.text("language"),
        age_group=row.text("age_group"),
        places=(row.text("format"),),
        payer=payer,
        windows=row.words("windows"),
        budget_minor=row.count("budget_minor") if is_budget_needed else None,
        needs_prescriber=row.flag("needs_prescriber"),
        preferred_gender=row.cells["preferred_gender"] or None,
    )


def _candidates(folder: Path) -> dict[str, Candidate]:
    rows: dict[str, Row] = {}
    for row in rows_of(folder / "providers.csv", PROVIDER_COLUMNS):
        rows[row.new("provider_id", rows)] = row
    slots: dict[str, dict[str, int]] = {provider_id: {} for provider_id in rows}
    for row in rows_of(folder / "availability.csv", AVAILABILITY_COLUMNS):
        own = slots[row.known("provider_id", slots)]
        own[row.new("window", own)] = row.count("free_slots")
    return {provider_id: _candidate(row, provider_id, slots[provider_id]) for provider_id, row in rows.items()}


def _candidate(row: Row, provider_id: str, slots: Mapping[str, int]) -> Candidate:
    row.count("capacity_per_week")
    row.day("joined_on")
    return Candidate(
        provider_id=provider_id,
        states=frozenset(row.words("states")),
        specialties=frozenset(row.words("specialties")),
        languages=frozenset(row.words("languages")),
        gender=row.text("gender"),
        age_groups=frozenset(row.words("age_groups")),
        places=frozenset(row.words("formats")),
        payers=frozenset(row.words("payers")),
        price_minor=row.count("price_minor"),
        is_prescriber=row.flag("prescriber"),
        free_slots=slots,
        modalities=frozenset(row.words("modalities")),
    )


def _outcomes(path: Path, past: Mapping[str, Need], candidates: Mapping[str, Candidate]) -> tuple[Outcome, ...]:
    found = []
    for row in rows_of(path, HISTORY_COLUMNS):
        need, candidate = past[row.known("patient_id", past)], candidates[row.known("provider_id", candidates)]
        row.count("shown_rank")
        row.number("propensity")
        row.day("on")
        if not row.flag_if_any("booked"):
            continue
        outcome = Outcome(
            need=need,
            candidate=candidate,
            attended_3=row.flag_if_any("attended_3"),
            alliance=row.number_if_any("alliance"),
            score_first=row.number_if_any("score_first"),
            score_last=row.number_if_any("score_last"),
        )
        found.append(outcome)
    return tuple(found)
