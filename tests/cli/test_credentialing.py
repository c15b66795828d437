"""``attune credentialing import-leie``: the numbers it tells, and what it refuses."""

from pathlib import Path

import pytest

from attune.cli import credentialing as command
from attune.cli import main
from attune.credentialing.models import Exclusion
from tests.credentialing.lists import CLINIC, KEVIN, MARIA, a_list, changed
from tests.credentialing.people import inside, owner_of, practice, practising

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(autouse=True)
def configured(monkeypatch) -> None:
    """The tests' process is set up already."""
    monkeypatch.setattr(command, "configure", lambda _: None)


def run(path: Path, *options: str) -> int:
    return main(["credentialing", "import-leie", str(path), *options])


def test_a_list_is_taken_in_and_everybody_compared_in_one_run(tmp_path: Path, capsys):
    place = practice()
    with inside(place):
        practising(owner_of(place))

    first = run(a_list(tmp_path, MARIA, KEVIN, CLINIC).path, "--rows-min", "3")
    rein = a_list(tmp_path, changed(MARIA, REINDATE="20260204"), name="2602rein.csv")
    second = run(rein.path, "--reinstatements")

    assert (first, second) == (0, 0)
    assert capsys.readouterr().out.splitlines() == [
        "3 rows: 3 new, 0 ended, 3 in force. 1 providers compared: 1 suspended, 0 reinstated, 1 new to review.",
        "1 rows: 0 new, 1 ended, 2 in force. 1 providers compared: 0 suspended, 1 reinstated, 0 new to review.",
    ]


def test_a_file_that_is_cut_off_is_refused_by_its_line_and_changes_nothing(tmp_path: Path, capsys):
    whole = a_list(tmp_path, MARIA, KEVIN, CLINIC).path
    cut = tmp_path / "cut.csv"
    cut.write_bytes(whole.read_bytes()[:-20])

    assert run(cut, "--rows-min", "1") == 2
    assert "cut.csv was not taken in; what was in force still is. Line 4: The last line does not end" in (
        capsys.readouterr().err
    )
    assert run(whole) == 2
    assert "The list has 3 rows, at least 70,000 were expected: was it cut off?" in capsys.readouterr().err
    assert Exclusion.objects.count() == 0
