"""What a machine that lacks something is told, and which Python is taken where there are several."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("sh", "dirname", "id")


def test_the_newest_python_that_really_runs_is_taken(programs: Path) -> None:
    program(programs, "python3.13", "exit 127")  # a stub that only points to other versions
    program(programs, "python3.12", "exit 0")
    program(programs, "python3.11", "exit 0")

    found = script("find_python.sh", programs)

    assert (found.returncode, found.stdout, found.stderr) == (0, f"{programs}/python3.12\n", "")


def test_a_machine_without_a_recent_python_is_told_in_one_line(programs: Path) -> None:
    program(programs, "python3", "exit 1")  # what an older one answers when asked whether it is recent

    refused = script("find_python.sh", programs)

    assert (refused.returncode, refused.stdout, refused.stderr) == (
        1,
        "",
        "Attune needs Python 3.11 or newer; none is on PATH.\n",
    )


def test_a_python_without_its_venv_module_is_named_with_the_package_that_brings_it(programs: Path) -> None:
    program(programs, "python3.12", 'case "$2" in *ensurepip*) exit 1 ;; *print*) echo 3.12 ;; esac')

    refused = script("find_python.sh", programs)

    assert (refused.returncode, refused.stderr) == (
        1,
        "python3.12 has no venv module. On Debian and Ubuntu: apt-get install python3.12-venv\n",
    )


def test_a_machine_with_a_browser_is_left_alone(programs: Path) -> None:
    program(programs, "google-chrome", "exit 0")

    found = script("chromium.sh", programs)

    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")


def test_a_machine_without_a_browser_or_a_known_way_to_install_one_is_told(programs: Path) -> None:
    refused = script("chromium.sh", programs)

    assert (refused.returncode, refused.stderr) == (
        1,
        "The tests drive a browser: install Chromium or Chrome so that it is on PATH.\n",
    )


def test_someone_who_may_not_install_is_told_the_command(programs: Path) -> None:
    program(programs, "apt-get", "echo must not be called; exit 9")
    (programs / "id").unlink()
    program(programs, "id", "echo 1000")

    refused = script("chromium.sh", programs)

    assert (refused.returncode, refused.stdout, refused.stderr) == (
        1,
        "",
        "The tests drive a browser. Install it with: sudo apt-get install chromium\n",
    )


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder that is the whole PATH: nothing of this machine but what a script itself needs."""
    for name in TOOLS:
        found = shutil.which(name)
        assert found is not None
        (tmp_path / name).symlink_to(found)
    return tmp_path


def program(folder: Path, name: str, body: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def script(name: str, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [path / "sh", ROOT / "scripts" / name],
        env={"PATH": os.fspath(path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )
