"""Keys, an export folder and a superuser of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from pytest_django import Settings

from attune.audit.gateways.exports import ExportFolder
from attune.audit.gateways.signing import make_signing_key
from tests.support import databases


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> ExportFolder:
    """Give the test an export folder, and a signing key in a key folder."""
    settings.KEYS_FOLDER = tmp_path / "keys"
    settings.AUDIT_FOLDER = tmp_path / "exports"
    make_signing_key(tmp_path / "keys")
    return ExportFolder(tmp_path / "exports")


@pytest.fixture
def superuser(committed_database: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Give the test somebody whom no wall and no grant holds."""
    with psycopg.connect(databases.url("admin", committed_database), autocommit=True) as connection:
        yield connection
