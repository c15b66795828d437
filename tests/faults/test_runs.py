"""A seed holds in each edition, and code of ours that is broken is seen."""

import os
import re
import subprocess
import sys

import pytest

from attune.faults.mutants import MUTANTS
from attune.faults.names import MUTANT_NAMES

SECONDS_MAX = 600


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run seeds as from a terminal; the server is its own."""
    return faults("run", "--edition", "marketplace", *arguments)


def faults(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Ask for a part of the command."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    command = [sys.executable, "-m", "attune.cli", "faults", *arguments]
    return subprocess.run(command, env=kept, capture_output=True, text=True, check=False, timeout=SECONDS_MAX)


@pytest.mark.parametrize("edition", ["marketplace", "clinic"])
def test_a_seed_loses_nothing(edition):
    done = run("--edition", edition, "--seeds", "1")

    last = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr
    counted = re.fullmatch(r"seeds 1 bookings (\d+) kills (\d+) violations 0", last)
    assert counted is not None, done.stdout + done.stderr
    assert all(int(count) > 0 for count in counted.groups())


def test_a_book_kept_under_random_keys_is_seen():
    # A seed in which nobody pays in time has no book to break; the first one that is seen ends the run.
    done = run("--seeds", "4", "--mutant", "random_journal_key")

    assert done.returncode == 1
    assert "entered under another key" in done.stdout


def test_every_mutant_that_is_named_is_one():
    assert tuple(MUTANTS) == MUTANT_NAMES


def test_a_mutant_that_is_none_is_refused():
    refused = run("--mutant", "no_such_mutant")

    assert (refused.returncode, "There is no mutant no_such_mutant" in refused.stderr) == (2, True)


def test_mutants_of_no_edition_are_refused_and_not_said_to_live():
    refused = faults("mutants")

    assert (refused.returncode, refused.stdout) == (2, "")
    assert "marketplace" in refused.stderr
    assert "clinic" in refused.stderr
