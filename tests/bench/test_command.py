"""``attune bench`` on a database of its own."""

import argparse
import json
import os

import psycopg
import pytest
from django.db import connection

from attune.bench import register
from attune.bench.report import at_most
from attune.bench.scratch import PREFIX
from attune.cli.bench import run
from attune.cli.environment import Refusal
from tests.support import databases

pytestmark = pytest.mark.usefixtures("committed_database")


@pytest.fixture(autouse=True)
def own_environment(monkeypatch):
    for name in ("DATABASE_URL", "ATTUNE_DATABASE_NAME"):
        monkeypatch.setenv(name, os.environ.get(name, ""))
    monkeypatch.delenv("DATABASE_URL")


@pytest.fixture
def measured_on(monkeypatch) -> list[str]:
    """Register three benchmarks; gives the names of the databases they ran on."""
    ran_on: list[str] = []

    def planted(value: float, error: Exception | None = None):
        def measure(scratch):
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_database(), current_user, name FROM app.edition")
                ran_on.extend(map(str, cursor.fetchone()))
            if error is not None:
                raise error
            yield at_most("planted_ms", value, limit=1.0)

        return measure

    monkeypatch.setattr(register, "MODULES", ())
    monkeypatch.setattr(
        register,
        "_register",
        {"good": planted(0.5), "bad": planted(2.0), "broken": planted(0.5, ZeroDivisionError())},
    )
    return ran_on


def chosen(name: str, **sizes: int) -> argparse.Namespace:
    asked = {"slots": None, "people": None, **sizes}
    return argparse.Namespace(name=name, all=False, json=True, edition=os.environ["ATTUNE_EDITION"], **asked)


def exists(name: str) -> bool:
    with psycopg.connect(databases.admin_url(), autocommit=True) as admin:
        return bool(admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())


def test_a_goal_that_holds_exits_0_and_leaves_no_database(measured_on, capsys):
    before = databases.current_name()

    code = run(chosen("good"))

    name, role, edition = measured_on
    assert (code, json.loads(capsys.readouterr().out)["holds"]) == (0, True)
    assert (name.startswith(PREFIX), role, edition) == (True, "attune_app", os.environ["ATTUNE_EDITION"])
    assert (exists(name), databases.current_name(), exists(before)) == (False, before, True)


def test_a_goal_that_fails_exits_1_and_is_named(measured_on, capsys):
    code = run(chosen("bad"))

    told = capsys.readouterr()
    assert (code, json.loads(told.out)["holds"]) == (1, False)
    assert told.err == "Does not hold: planted_ms.\n"


def test_a_benchmark_that_breaks_leaves_no_database(measured_on):
    with pytest.raises(ZeroDivisionError):
        run(chosen("broken"))

    assert exists(measured_on[0]) is False


def test_an_unknown_name_is_refused_with_the_known_ones_and_leaves_no_database(measured_on):
    with pytest.raises(Refusal, match=r"There is no benchmark fast\. There are: good, bad, broken\."):
        run(chosen("fast"))

    assert exists(os.environ["ATTUNE_DATABASE_NAME"]) is False


@pytest.mark.parametrize("size", ["slots", "people"])
@pytest.mark.parametrize(("name", "number"), [("good", 8), ("storm", 0)])
def test_slots_and_people_are_of_the_storm_alone(measured_on, name, number, size):
    with pytest.raises(Refusal, match=rf"--{size} is a number of one or more, and for `attune bench storm` alone\."):
        run(chosen(name, **{size: number}))

    assert measured_on == []


def test_production_is_never_measured(monkeypatch):
    monkeypatch.setenv("ATTUNE_ENVIRONMENT", "production")

    with pytest.raises(Refusal, match="developer's machine only"):
        run(chosen("good"))
