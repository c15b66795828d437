"""Third-party files that tests read where they lie; they are never copied into the project."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("ATTUNE_SHARED_DATA") or ROOT.parent / "shared/data")


def shared_file(name: str) -> Path:
    """Return a file of the shared data; the test is skipped, saying so, where it is not on this machine."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not on this machine (ATTUNE_SHARED_DATA)")
    return path
