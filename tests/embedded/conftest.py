"""A state folder that the account of the server can reach, and a server in it that ends with the test."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from attune.embedded.postgres import EmbeddedPostgres


@pytest.fixture
def open_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    # pytest's own folder is closed to other accounts.
    folder = Path(tempfile.mkdtemp(prefix="attune-test-"))
    folder.chmod(0o755)
    monkeypatch.delenv("ATTUNE_HOME", raising=False)
    monkeypatch.delenv("ATTUNE_POSTGRES_BIN", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def home(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = open_folder / "home"
    monkeypatch.setenv("ATTUNE_HOME", str(folder))
    return folder


@pytest.fixture
def server(home: Path) -> Iterator[EmbeddedPostgres]:
    found = EmbeddedPostgres()
    yield found
    found.stop()
