"""The demonstration on a disk without room."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.demo.test_whole import environment, free_port


@pytest.fixture
def small_disk() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="attune-small-disk-"))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m,mode=755", "tmpfs", str(folder)], capture_output=True, check=False
    )
    try:
        if mounted.returncode != 0:
            pytest.skip("this account may not mount a small disk")
        yield folder
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", str(folder)], check=True)
        shutil.rmtree(folder)


def test_a_full_disk_ends_the_demonstration_with_one_clear_line(small_disk: Path):
    ended = subprocess.run(
        [sys.executable, "-m", "attune.cli", "demo", "--edition", "marketplace", "--port", str(free_port())],
        env=environment(small_disk / "home"),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert ended.returncode == 2
    (line,) = ended.stderr.splitlines()
    assert line.startswith(f"The disk that holds {small_disk}/home")
    assert line.endswith("Free some space, or set ATTUNE_HOME to a folder on another disk.")
