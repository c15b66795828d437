"""``attune check isolation``: what a machine and a person read, and the exit code."""

import json

import psycopg
import pytest

from attune.cli import main

pytestmark = pytest.mark.edition


@pytest.mark.usefixtures("committed_database")
def test_walls_without_a_hole_are_told_in_a_line(capsys: pytest.CaptureFixture[str]):
    code = main(["check", "isolation"])

    assert code == 0
    assert capsys.readouterr().out.endswith(": no defect in the walls\n")


def test_a_hole_is_named_and_the_command_fails(
    owner: psycopg.Connection[tuple[object, ...]], capsys: pytest.CaptureFixture[str]
):
    owner.execute("CREATE TABLE planted (id uuid PRIMARY KEY, diagnosis text)")

    code = main(["check", "isolation"])

    assert code == 1
    assert "no holder: public.planted: its primary key does not begin with" in capsys.readouterr().out


def test_a_machine_reads_one_object_a_line(
    owner: psycopg.Connection[tuple[object, ...]], capsys: pytest.CaptureFixture[str]
):
    owner.execute("CREATE TABLE planted (id uuid PRIMARY KEY)")

    code = main(["check", "isolation", "--json"])

    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 1
    assert {(defect["rule"], defect["subject"]) for defect in found} >= {("no holder", "public.planted")}
    assert all(set(defect) == {"rule", "subject", "detail"} for defect in found)
