"""Which folders the account that runs the server can enter."""

from pathlib import Path

from attune.embedded.account import ServerAccount, can_enter

STRANGER = ServerAccount(name="stranger", user_id=64_321, group_id=64_321)


def test_a_folder_below_a_closed_one_cannot_be_entered(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    inside = closed / "inside"
    inside.mkdir(parents=True)
    _open_way_to(tmp_path)
    closed.chmod(0o755)
    inside.chmod(0o755)
    assert can_enter(inside, STRANGER)

    closed.chmod(0o700)

    assert not can_enter(inside, STRANGER)


def test_one_who_runs_the_server_without_another_account_is_never_kept_out(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)

    assert can_enter(tmp_path, None)


def test_a_folder_of_the_accounts_own_group_is_judged_by_the_groups_rights(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    _open_way_to(tmp_path)
    folder.chmod(0o701)
    member = ServerAccount(name="member", user_id=64_321, group_id=folder.stat().st_gid)

    assert not can_enter(folder, member)


def _open_way_to(folder: Path) -> None:
    for part in (folder, *folder.parents):
        if part.owner() and not part.stat().st_mode & 0o001:
            part.chmod(part.stat().st_mode | 0o011)
