"""A fresh key folder and the sample tables in a database of their own."""

import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from pytest_django import Settings

from attune.foundation.encryption import keyring
from attune.foundation.encryption.file_service import FileKeyService
from tests.foundation.encryption.apps import SampleConfig
from tests.foundation.encryption.sample import SAMPLES
from tests.support import databases
from tests.tenancy.conftest import make_tables


@pytest.fixture
def keys(tmp_path: Path, settings: Settings) -> Iterator[FileKeyService]:
    """Give the test a key service of its own, and this process no memory of other keys."""
    settings.KEYS_FOLDER = tmp_path / "keys"
    service = FileKeyService(tmp_path / "keys")
    service.make_first_master()
    keyring._unwrapped.clear()
    yield service
    keyring._unwrapped.clear()


@pytest.fixture
def sample_tables(committed_database: str, keys: FileKeyService, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make the sample tables as a migration would, in an application the registry knows for this test.

    Filling the registry anew instead would start the queue's application a second time.
    """
    config = SampleConfig(SampleConfig.name, sys.modules[SampleConfig.name])
    config.apps, config.models = apps, apps.all_models[config.label]
    monkeypatch.setitem(apps.app_configs, config.label, config)
    apps.clear_cache()
    make_tables(committed_database, SAMPLES)
    yield
    monkeypatch.undo()
    apps.clear_cache()


@pytest.fixture
def superuser(committed_database: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Give the test somebody whom no wall holds."""
    with psycopg.connect(databases.url("admin", committed_database), autocommit=True) as connection:
        yield connection
