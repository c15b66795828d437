"""The key service in a folder keeps the contract, and its files to itself."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from attune.foundation.encryption.errors import KeyFileIsOpen, MasterKeyMissing
from attune.foundation.encryption.file_service import FileKeyService
from tests.foundation.encryption.key_service_contract import PLAIN, KeyServiceContract, context


@pytest.fixture
def service(tmp_path: Path) -> FileKeyService:
    """Give the test a service with a master key."""
    made = FileKeyService(tmp_path / "keys")
    made.make_first_master()
    return made


@pytest.fixture
def again(service: FileKeyService) -> FileKeyService:
    """Give the test the same folder as another process sees it."""
    return FileKeyService(service.folder)


class TestFileKeyService(KeyServiceContract):
    """The contract."""


def test_only_the_owner_reads_the_master_key(service):
    modes = [path.stat().st_mode & 0o777 for path in (service.folder, service.folder / "master-0001.key")]

    assert modes == [0o700, 0o600]


def test_a_master_key_others_can_read_is_refused(service, again):
    (service.folder / "master-0001.key").chmod(0o640)

    with pytest.raises(KeyFileIsOpen, match="chmod 600"):
        again.wrap(PLAIN, context=context())


def test_the_first_master_key_is_made_once(service, again):
    before = (service.folder / "master-0001.key").read_text()

    assert (again.make_first_master(), again._make(1)) == (False, False)
    assert (service.folder / "master-0001.key").read_text() == before
    assert sorted(path.name for path in service.folder.iterdir()) == ["master-0001.key"]


def test_the_next_master_key_wraps_and_the_older_one_still_opens(service):
    ours = context()
    older = service.wrap(PLAIN, context=ours)

    assert service.make_next_master() == 2

    assert service.unwrap(older, context=ours) == PLAIN
    assert (service.is_current(older), service.is_current(service.wrap(PLAIN, context=ours))) == (False, True)


def test_without_a_master_key_it_says_what_to_do(tmp_path):
    with pytest.raises(MasterKeyMissing, match="attune keys make"):
        FileKeyService(tmp_path).wrap(PLAIN, context=context())


def test_without_a_folder_the_variable_is_named():
    with pytest.raises(ImproperlyConfigured, match="ATTUNE_KEYS_FOLDER"):
        FileKeyService(None)
