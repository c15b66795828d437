"""Reading a world, and refusing one by file, line and column."""

import shutil
from pathlib import Path

import pytest

from attune.matching.errors import WorldFileMissing, WorldFileWrong
from attune.matching.gateways.world_files import read_world
from tests.matching.people import SMALL_WORLD, candidate, need

NO_COUNT = " is not a whole number from 0 to 999999999999999"


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """Give a copy of the small world to spoil."""
    return Path(shutil.copytree(SMALL_WORLD, tmp_path / "world"))


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1))


def test_a_world_is_read_as_it_is_written():
    world = read_world(SMALL_WORLD)

    assert [one.patient_id for one in world.needs] == ["t1", "t2", "t3"]
    assert world.needs[0] == need(windows=("weekend", "weekday_evening"))
    assert world.candidates[0] == candidate(
        states=frozenset({"NY", "CA"}),
        specialties=frozenset({"anxiety", "sleep"}),
        gender="woman",
        price_minor=12000,
        modalities=frozenset({"cbt"}),
        free_slots={"weekend": 2, "weekday_evening": 1},
    )
    told = [(one.need.patient_id, one.candidate.provider_id, one.attended_3) for one in world.outcomes]
    assert told == [("h1", "p1", True), ("h2", "p2", False)]


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "column", "problem"),
    [
        ("patients.csv", ",payer,", ",payment,", 1, "payer", "is missing"),
        ("patients.csv", "age_group,format", "format,format", 1, "age_group", "is missing"),
        ("patients.csv", "t2,CA", "t2,", 3, "state", "is empty"),
        ("patients.csv", "t2,CA", "t1,CA", 3, "patient_id", "'t1' is there twice"),
        ("patients.csv", "anxiety|sleep", "", 2, "concerns", "the list is empty"),
        ("patients.csv", "anxiety|sleep", "anxiety||sleep", 2, "concerns", "the list has an empty word"),
        ("patients.csv", "15000", "9" * 5000, 2, "budget_minor", f"'{'9' * 40}'" + NO_COUNT),
        ("patients.csv", "self_pay,15000", "self_pay,", 2, "budget_minor", "is empty"),
        ("patients.csv", "15000", "lots", 2, "budget_minor", "'lots'" + NO_COUNT),
        ("patients.csv", "2026-11-02", "2026-02-30", 4, "created_on", "'2026-02-30' is not a date that exists"),
        ("patients.csv", "9000,1,", "9000,yes,", 4, "needs_prescriber", "'yes' is neither 0 nor 1"),
        ("patients.csv", ",2026-11-02", "", 4, "created_on", "the line ends before it"),
        ("patients.csv", "2026-11-02", "2026-11-02,more", 4, "created_on", "the line goes on after it"),
        ("providers.csv", "NY|CA,", ",", 2, "states", "the list is empty"),
        ("providers.csv", "12000", "-1", 2, "price_minor", "'-1'" + NO_COUNT),
        ("providers.csv", "2026-10-05", "2026-13-05", 4, "joined_on", "'2026-13-05' is not a date that exists"),
        ("availability.csv", "p3,weekend", "p9,weekend", 6, "provider_id", "'p9' is unknown"),
        ("availability.csv", "p1,weekday_evening", "p1,weekend", 3, "window", "'weekend' is there twice"),
        ("availability.csv", "weekend,4", "weekend,4.5", 4, "free_slots", "'4.5'" + NO_COUNT),
        ("history_patients.csv", "trauma|sleep", "", 3, "concerns", "the list is empty"),
        ("history.csv", "h2,p2", "t1,p2", 4, "patient_id", "'t1' is unknown"),
        ("history.csv", "h1,p2", "h1,p0", 3, "provider_id", "'p0' is unknown"),
        ("history.csv", "1,1,9,14", "1,1,high,14", 2, "alliance", "'high' is not a number"),
        ("history.csv", "1,1,9,14", "1,2,9,14", 2, "attended_3", "'2' is neither 0 nor 1"),
        ("history.csv", "0.25", "nan", 3, "propensity", "'nan' is not a number"),
    ],
)
def test_a_wrong_cell_is_refused_by_file_line_and_column(world, name, old, new, line, column, problem):
    spoil(world / name, old, new)

    with pytest.raises(WorldFileWrong) as refusal:
        read_world(world)

    assert str(refusal.value) == f"{world / name}, line {line}, column {column}: {problem}."


@pytest.mark.parametrize("name", sorted(path.name for path in SMALL_WORLD.iterdir()))
def test_a_missing_file_is_named(world, name):
    (world / name).unlink()

    with pytest.raises(WorldFileMissing) as refusal:
        read_world(world)

    assert refusal.value.path == world / name


@pytest.mark.parametrize(
    ("cells", "line", "column", "problem"),
    [
        (b"p1,weekend,2\np1,\xff,1\n", 3, "window", "is not in UTF-8"),
        (b'p1,weekend,2\np1,"a"b,1\n', 3, "provider_id", "is no CSV, ',' expected after '\"'"),
        (b'p1,weekend,2\np1,"a,1', 3, "provider_id", "is no CSV, unexpected end of data"),
    ],
)
def test_what_is_no_csv_in_utf8_is_refused(world, cells, line, column, problem):
    (world / "availability.csv").write_bytes(b"provider_id,window,free_slots\n" + cells)

    with pytest.raises(WorldFileWrong) as refusal:
        read_world(world)

    assert (refusal.value.line, refusal.value.column, refusal.value.problem) == (line, column, problem)


def test_a_word_said_twice_counts_once_and_what_is_not_known_stays_unknown(world):
    spoil(world / "patients.csv", "anxiety|sleep", "anxiety|sleep|anxiety")
    spoil(world / "history.csv", "1,1,9,14,5", "1,,,14,5")
    spoil(world / "history.csv", "0.25,0,", "0.25,,")

    read = read_world(world)

    assert read.needs[0].concerns == ("anxiety", "sleep")
    told = [(one.attended_3, one.alliance, one.score_last) for one in read.outcomes]
    assert told == [(None, None, 5), (False, 4, 17)]


def test_an_empty_file_lacks_its_first_column(world):
    (world / "availability.csv").write_text("")

    with pytest.raises(WorldFileWrong) as refusal:
        read_world(world)

    assert (refusal.value.line, refusal.value.column) == (1, "provider_id")


def test_nothing_beside_the_five_files_is_read(world):
    (world / "truth.csv").write_text("this is no table of benefits\n")

    assert read_world(world) == read_world(SMALL_WORLD)
