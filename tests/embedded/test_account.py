"""Which folders the account that runs the server can enter."""

from pathlib import Path

import pytest

from attune.embedded.account import ServerAccount, can_enter

STRANGER = ServerAccount(name="stranger", user_id=64_321, group_id=64_321)


def test_a_folder_below_a_closed_one_cannot_be_entered(open_folder: Path) -> None:
    closed = open_folder / "closed"
    inside = closed / "inside"
    inside.mkdir(parents=True)
    inside.chmod(0o755)
    closed.chmod(0o711)
    assert can_enter(inside, STRANGER)

    closed.chmod(0o700)

    assert not can_enter(inside, STRANGER)


def test_one_who_runs_the_server_without_another_account_is_never_kept_out(open_folder: Path) -> None:
    open_folder.chmod(0o700)

    assert can_enter(open_folder, None)


@pytest.mark.parametrize(("mode", "may_enter"), [(0o701, False), (0o710, True)])
def test_a_folder_of_the_accounts_own_group_is_judged_by_the_rights_of_the_group(
    open_folder: Path, mode: int, may_enter: bool
) -> None:
    folder = open_folder / "shared"
    folder.mkdir()
    folder.chmod(mode)
    member = ServerAccount(name="member", user_id=64_321, group_id=folder.stat().st_gid)

    assert can_enter(folder, member) == may_enter


def test_a_folder_that_does_not_exist_yet_is_judged_by_those_above_it(open_folder: Path) -> None:
    assert can_enter(open_folder / "later" / "still", STRANGER)
