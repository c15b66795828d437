"""Where the state goes, and what is said when it cannot go there."""

import errno
import os
from pathlib import Path

import pytest

from attune.embedded import home as home_module
from attune.embedded.account import ServerAccount
from attune.embedded.errors import DiskFull, HomeUnusable
from attune.embedded.home import checkout, refusal, state_home

STRANGER = ServerAccount(name="stranger", user_id=64_321, group_id=64_321)


def test_the_checkout_is_where_the_package_runs_from_whatever_the_current_folder(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(open_folder)

    assert checkout() == Path(home_module.__file__).resolve().parents[3]


def test_a_named_folder_is_made_and_used(home: Path) -> None:
    assert not home.exists()

    assert state_home() == home
    assert home.is_dir()


def test_without_a_name_the_state_lies_in_the_checkout(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home_module, "checkout", lambda: open_folder)

    assert state_home() == open_folder / ".attune"


def test_a_checkout_closed_to_the_servers_account_keeps_its_state_elsewhere_and_says_where(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, shared = open_folder / "root" / "attune", open_folder / "var"
    project.mkdir(parents=True)
    project.parent.chmod(0o700)
    monkeypatch.setattr(home_module, "checkout", lambda: project)
    monkeypatch.setattr(home_module, "server_account", lambda: STRANGER)
    monkeypatch.setattr(home_module, "SHARED_STATE", shared)

    found = state_home()

    assert found.parent == shared
    assert (project / ".attune" / "where").read_text() == f"{found}\n"
    assert state_home() == found


def test_two_closed_checkouts_do_not_share_their_state(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home_module, "server_account", lambda: STRANGER)
    monkeypatch.setattr(home_module, "SHARED_STATE", open_folder / "var")
    found = []
    for name in ("one", "two"):
        project = open_folder / "root" / name
        project.mkdir(parents=True)
        project.parent.chmod(0o700)
        monkeypatch.setattr(home_module, "checkout", lambda project=project: project)
        found.append(state_home())

    assert found[0] != found[1]


def test_a_named_folder_that_the_servers_account_cannot_reach_is_refused(
    home: Path, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home_module, "server_account", lambda: STRANGER)
    assert state_home() == home
    open_folder.chmod(0o700)

    with pytest.raises(HomeUnusable) as refused:
        state_home()

    assert str(refused.value) == (
        f"{home} cannot hold Attune's data: the account stranger, which runs the database, cannot reach it."
        " Set ATTUNE_HOME to another folder."
    )


def test_a_file_in_the_place_of_the_folder_is_named(home: Path) -> None:
    home.write_text("")

    with pytest.raises(HomeUnusable) as refused:
        state_home()

    assert (refused.value.path, refused.value.reason) == (home, "a file stands where a folder is needed")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_folder_is_named(home: Path) -> None:
    home.mkdir(mode=0o500)

    with pytest.raises(HomeUnusable) as refused:
        state_home()

    assert (refused.value.path, refused.value.reason) == (home, "this account may not write there")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_called_full(open_folder: Path) -> None:
    with (
        pytest.raises(OSError, match="No space left") as failed,
        Path("/dev/full").open("wb", buffering=0) as full,
    ):
        full.write(b"x")

    refused = refusal(open_folder, failed.value)

    assert isinstance(refused, DiskFull)
    assert str(refused).startswith(f"The disk that holds {open_folder} is full: ")


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.EACCES, "this account may not write there"),
        (errno.EROFS, "the disk is read-only"),
        (errno.ENOTDIR, "a file stands where a folder is needed"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_what_the_system_says_in_a_number_is_said_in_words(number: int, reason: str) -> None:
    refused = refusal(Path("/somewhere"), OSError(number, os.strerror(number)))

    assert isinstance(refused, HomeUnusable)
    assert refused.reason == reason
