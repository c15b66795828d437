"""``attune matching backtest``, on the small world and on the big ones."""

import csv
import json
import math
import os
import shutil
from collections import defaultdict
from pathlib import Path
from statistics import fmean

import pytest

from attune.cli import main
from tests.matching.people import SMALL_WORLD

ROOT = Path(__file__).resolve().parents[2]
WORLDS = Path(os.environ.get("ATTUNE_SHARED_DATA") or ROOT.parent / "shared/data") / "matching"


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))


def discounted(gains: list[float]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains[:5]))


def ndcg5(order: list[str], benefit: dict[str, float]) -> float:
    """Return how near the first five come to the best five, gains scaled to 0 to 1 for each patient."""
    low, high = min(benefit.values()), max(benefit.values())
    gains = {provider_id: (value - low) / ((high - low) or 1) for provider_id, value in benefit.items()}
    best = discounted(sorted(gains.values(), reverse=True))
    return discounted([gains[provider_id] for provider_id in order]) / best if best else 1.0


def test_every_suggestion_is_written_with_its_reasons_and_nobody_is_explained(tmp_path, capsys):
    out = tmp_path / "rankings.csv"

    code = main(["matching", "backtest", str(SMALL_WORLD), "--out", str(out), "--strategy", "declared-fit"])

    told = capsys.readouterr()
    written = [(one["patient_id"], one["rank"], one["provider_id"], one["score"], one["reasons"]) for one in lines(out)]
    assert code == 0
    assert written == [
        (
            *("t1", "1", "p1", "0.847667"),
            "works with anxiety and sleep|is a woman, as preferred|is trained in cbt",
        ),
        ("t1", "2", "p2", "-0.152762", "is trained in cbt|has 4 free times when the patient can come"),
        ("t2", "1", "p3", "0.512500", "works with grief"),
    ]
    assert told.out.startswith("declared-fit/2: 3 patients, 2 with suggestions, 1 without anyone, ")
    assert told.err == (
        "t3: nobody of 4 is eligible: 4 × costs more than the budget; 3 × does not prescribe; "
        "3 × not licensed in the patient's state; 1 × has no free time in a wanted part of the week\n"
    )


def test_the_summary_is_one_json_object(tmp_path, capsys):
    code = main(["matching", "backtest", str(SMALL_WORLD), "--out", str(tmp_path / "rankings.csv"), "--json"])

    told = json.loads(capsys.readouterr().out)
    assert (code, told.pop("seconds") < 60) == (0, True)
    assert told == {
        "patients": 3,
        "suggested": 2,
        "without_anyone": 1,
        "strategy": "evidence-fit",
        "version": "2",
        "nobody_eligible": {
            "t3": {"price_above_budget": 4, "not_a_prescriber": 3, "not_licensed_in_state": 3, "no_free_time": 1}
        },
    }


def test_a_missing_file_is_one_line_and_leaves_the_old_rankings(tmp_path, capsys):
    world, out = shutil.copytree(SMALL_WORLD, tmp_path / "world"), tmp_path / "rankings.csv"
    (world / "history.csv").unlink()
    out.write_text("as before")

    code = main(["matching", "backtest", str(world), "--out", str(out)])

    assert (code, capsys.readouterr().err) == (2, f"{world / 'history.csv'} is not a file that can be read.\n")
    assert out.read_text() == "as before"


def test_a_place_that_cannot_be_written_is_refused(tmp_path, capsys):
    out = tmp_path / "nowhere" / "rankings.csv"

    code = main(["matching", "backtest", str(SMALL_WORLD), "--out", str(out)])

    assert (code, capsys.readouterr().err) == (2, f"{out} cannot be written: No such file or directory.\n")


def test_a_folder_in_the_place_of_the_file_is_refused_and_nothing_is_left_beside_it(tmp_path, capsys):
    out = tmp_path / "rankings.csv"
    out.mkdir()

    code = main(["matching", "backtest", str(SMALL_WORLD), "--out", str(out)])

    assert (code, capsys.readouterr().err) == (2, f"{out} cannot be written: Is a directory.\n")
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.skipif(not WORLDS.is_dir(), reason="the two big worlds are not on this machine (ATTUNE_SHARED_DATA)")
@pytest.mark.parametrize(("name", "least"), [("world_a", 0.90), ("world_b", 0.84)])
def test_on_a_big_world_nobody_ineligible_is_shown_and_the_order_is_good(tmp_path, capsys, name, least):
    out = tmp_path / "rankings.csv"
    benefit: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for one in lines(WORLDS / name / "truth.csv"):
        benefit[one["patient_id"]][one["provider_id"]] = float(one["benefit"])

    code = main(["matching", "backtest", str(WORLDS / name), "--out", str(out), "--json"])

    shown: defaultdict[str, list[str]] = defaultdict(list)
    for one in sorted(lines(out), key=lambda one: int(one["rank"])):
        shown[one["patient_id"]].append(one["provider_id"])
    assert (code, json.loads(capsys.readouterr().out)["seconds"] < 60) == (0, True)
    assert {patient_id: set(order) for patient_id, order in shown.items()} == {
        patient_id: set(eligible) for patient_id, eligible in benefit.items()
    }
    assert fmean(ndcg5(shown[patient_id], benefit[patient_id]) for patient_id in benefit) >= least
