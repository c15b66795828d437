"""A database belongs to one edition: processes and commands of the other refuse and name who decided, and why."""

import os
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings

from tests.support import databases

OTHER = {"marketplace": "clinic", "clinic": "marketplace"}[settings.EDITION]
PROCESSES = {
    "web": ("app", ["web", "--port", "1"]),
    "websocket": ("app", ["websocket", "--port", "1"]),
    "worker": ("app", ["worker", "--until-empty"]),
    "migrate": ("owner", ["migrate"]),
    "install": ("owner", ["install", "--by", "Someone Else", "--why", "A mistake.", "--practice", "Other"]),
}


def attune(
    edition: str, role: str, words: list[str], database: str, *, url: str = ""
) -> subprocess.CompletedProcess[str]:
    url = url or databases.url("owner" if role == "owner" else "app", database)
    return subprocess.run(
        [sys.executable, "-m", "attune.cli", *words, "--edition", edition],
        env={**os.environ, "DATABASE_URL": url, "ATTUNE_EDITION": edition},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.edition if name in {"web", "migrate"} else ()) for name in PROCESSES]
)
def test_another_editions_process_refuses_and_names_the_record(committed_database, name):
    role, words = PROCESSES[name]

    told = attune(OTHER, role, words, committed_database)

    assert told.returncode == 2
    assert f"This database is a {settings.EDITION}, decided by The tests on" in told.stderr
    assert f"“To try every rule.”. A {OTHER} process will not start on it." in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("name", ["migrate", "install"])
def test_tables_that_would_belong_to_somebody_else_are_not_made(committed_database, name):
    without_role, _, _ = databases.url("owner", committed_database).partition("&options=")

    refused = attune(settings.EDITION, *PROCESSES[name], committed_database, url=without_role)

    assert (refused.returncode, "The tables would belong to attune_migrate." in refused.stderr) == (2, True)
    assert "Traceback" not in refused.stderr


def test_a_refused_install_leaves_the_database_as_it_is(
    committed_database, owner: psycopg.Connection[tuple[object, ...]]
):
    """Bringing a database up to date stores the context key: where that is missing, nothing was brought."""
    owner.execute("DELETE FROM app.context_key")
    role, words = PROCESSES["install"]

    refused = attune(OTHER, role, words, committed_database).returncode
    after_refusal = owner.execute("SELECT count(*) FROM app.context_key").fetchone()
    own = attune(settings.EDITION, role, words, committed_database).returncode
    after_own = owner.execute("SELECT count(*) FROM app.context_key").fetchone()

    assert (refused, after_refusal, own, after_own) == (2, (0,), 0, (1,))


def test_an_install_again_keeps_the_first_decision(committed_database):
    role, words = PROCESSES["install"]

    told = attune(settings.EDITION, role, words, committed_database)

    assert told.stdout.strip().endswith("To try every rule.")
    assert "decided by The tests" in told.stdout


def test_without_an_edition_both_are_explained_and_nothing_starts(committed_database):
    environment = {name: value for name, value in os.environ.items() if name != "ATTUNE_EDITION"}

    told = subprocess.run(
        [sys.executable, "-m", "attune.cli", "worker"], env=environment, capture_output=True, text=True, check=False
    )

    assert told.returncode == 2
    assert "  marketplace  independent practices" in told.stderr
    assert "  clinic       one accountable provider" in told.stderr
