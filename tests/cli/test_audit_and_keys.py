"""``attune audit`` and ``attune keys``."""

import json
from pathlib import Path

import psycopg
import pytest

from attune.audit.gateways.signing import make_signing_key
from attune.audit.models import AuditEvent
from attune.cli import main
from attune.foundation.encryption import keyring
from attune.foundation.encryption.errors import KeyDestroyed
from attune.foundation.encryption.file_service import FileKeyService
from attune.foundation.encryption.keyring import opening_key, sealing_key
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import PLATFORM_ID, new_id
from tests.audit.acts import act, let_finish
from tests.support import databases

A, PERSON = new_id(), new_id()


@pytest.fixture(autouse=True)
def folders(committed_database: str, tmp_path: Path, settings):
    """Give each test keys and an export folder of its own."""
    settings.KEYS_FOLDER, settings.AUDIT_FOLDER = tmp_path / "keys", tmp_path / "exports"
    FileKeyService(tmp_path / "keys").make_first_master()
    make_signing_key(tmp_path / "keys")
    keyring._unwrapped.clear()
    yield tmp_path
    keyring._unwrapped.clear()


def with_keys() -> None:
    with scope(A):
        sealing_key(A, is_person=False)
    with scope(person_id=PERSON):
        sealing_key(PERSON, is_person=True)


def trail_of(holder):
    with scope(holder):
        return list(AuditEvent.objects.order_by("id").values_list("action", "object_id", "reason"))


def test_a_sealed_trail_verifies(capsys):
    act(A, 2)
    let_finish()
    codes = [main(["audit", "seal"]), main(["audit", "seal"]), main(["audit", "verify"])]

    assert codes == [0, 0, 0]
    assert capsys.readouterr().out.splitlines() == [
        f"{A}: 2 events sealed, 2 in all",
        "nothing to seal",
        "marketplace: 1 trails, 2 events sealed, 0 waiting, no finding",
    ]


def test_one_altered_byte_is_one_line_and_a_failure(committed_database, capsys):
    act(A, 2)
    let_finish()
    main(["audit", "seal"])
    with psycopg.connect(databases.url("admin", committed_database), autocommit=True) as superuser:
        row = superuser.execute(
            "UPDATE audit_auditevent SET action = 'charts.chart.reae' WHERE object_id = "
            "(SELECT max(object_id) FROM audit_auditevent) RETURNING id"
        ).fetchone()
    assert row is not None
    event = row[0]
    capsys.readouterr()

    codes = [main(["audit", "verify"]), main(["audit", "verify", "--json"])]

    told, counted, as_json = capsys.readouterr().out.splitlines()
    said = json.loads(as_json)
    assert (codes, told) == ([1, 1], f"{A}: event {event} at {said['index']} was changed after it was sealed")
    assert counted == "marketplace: 1 trails, 2 events sealed, 0 waiting, 1 findings"
    assert said == {
        "holder": str(A),
        "kind": "event_changed",
        "event": str(event),
        "index": said["index"],
        "tree_size": None,
        "message": told,
    }


def test_another_folder_can_be_named(folders, capsys):
    act(A, 1)
    let_finish()
    main(["audit", "seal", "--folder", str(folders / "elsewhere")])

    assert (folders / "elsewhere" / str(A) / "1.json").is_file()
    assert main(["audit", "verify", "--folder", str(folders / "elsewhere")]) == 0


def test_a_trail_that_cannot_be_built_on_is_told(committed_database, capsys):
    act(A, 1)
    let_finish()
    main(["audit", "seal"])
    with psycopg.connect(databases.url("admin", committed_database), autocommit=True) as superuser:
        superuser.execute("UPDATE audit_audithead SET root = sha256('')")
    act(A, 1)
    let_finish()
    capsys.readouterr()

    code = main(["audit", "seal"])

    assert (code, capsys.readouterr().out) == (1, f"{A}: the head at 1 does not hold, nothing was sealed\n")


def test_without_a_signing_key_sealing_says_what_to_do(settings, tmp_path, capsys):
    settings.KEYS_FOLDER = tmp_path / "empty"

    code = main(["audit", "seal"])

    assert (code, "Run: attune keys make" in capsys.readouterr().err) == (2, True)


def test_keys_are_made_once_and_recorded(settings, tmp_path, capsys):
    settings.KEYS_FOLDER = tmp_path / "new"

    codes = [main(["keys", "make"]), main(["keys", "make"]), main(["keys", "make", "--next"])]

    lines = [line.split(",")[0] for line in capsys.readouterr().out.splitlines()]
    assert (codes, lines) == (
        [0, 0, 0],
        ["made: master key 1", "there already: master key 1", "made: master key 2"],
    )
    assert [action for action, _, _ in trail_of(PLATFORM_ID)] == ["keys.master.made", "keys.signing.made"] * 2


def test_a_rotation_makes_a_version_and_is_recorded(capsys):
    with_keys()

    code = main(["keys", "rotate", "--holder", str(A), "--reencrypt", "--why", "yearly"])

    assert (code, capsys.readouterr().out.splitlines()) == (
        0,
        [f"{A}: version 2 is in use", f"{A}: 0 texts moved to it"],
    )
    assert trail_of(A) == [("keys.data_key.rotated", str(A), "yearly")]
    with scope(A):
        assert (sealing_key(A, is_person=False)[0], len(opening_key(A, 1, is_person=False))) == (2, 32)


def test_a_destruction_is_for_good_and_recorded_with_its_reason():
    with_keys()

    code = main(["keys", "destroy", "--holder", str(A), "--why", "the practice left"])

    assert (code, trail_of(A)) == (0, [("keys.data_key.destroyed", str(A), "the practice left")])
    with scope(A), pytest.raises(KeyDestroyed):
        opening_key(A, 1, is_person=False)
    with scope(person_id=PERSON):
        assert len(opening_key(PERSON, 1, is_person=True)) == 32


def test_a_persons_key_is_destroyed_in_the_persons_own_trail():
    with_keys()

    assert main(["keys", "destroy", "--holder", str(PERSON), "--why", "asked to be forgotten"]) == 0

    with scope(person_id=PERSON):
        assert AuditEvent.objects.get().action == "keys.data_key.destroyed"


def test_a_destruction_without_a_reason_is_refused(capsys):
    with_keys()

    code = main(["keys", "destroy", "--holder", str(A), "--why", " "])
    with pytest.raises(SystemExit) as stopped:
        main(["keys", "destroy", "--holder", str(A)])

    assert (code, stopped.value.code) == (2, 2)
    with scope(A):
        assert len(opening_key(A, 1, is_person=False)) == 32


def test_a_reason_that_is_too_long_destroys_nothing():
    with_keys()

    code = main(["keys", "destroy", "--holder", str(A), "--why", "x" * 201])

    assert code == 2
    with scope(A):
        assert len(opening_key(A, 1, is_person=False)) == 32


@pytest.mark.parametrize("part", [["rotate"], ["destroy", "--why", "no reason"]])
def test_a_holder_without_a_key_is_refused(part, capsys):
    stranger = new_id()

    code = main(["keys", *part, "--holder", str(stranger)])

    assert (code, capsys.readouterr().err) == (2, f"{stranger} has no data key.\n")


def test_a_destroyed_holders_key_is_not_rotated(capsys):
    with_keys()
    main(["keys", "destroy", "--holder", str(A), "--why", "the practice left"])

    code = main(["keys", "rotate", "--holder", str(A)])

    assert (code, capsys.readouterr().err) == (2, f"key 1 of {A} is destroyed\n")


def test_the_next_master_key_wraps_everything_anew(capsys):
    with_keys()
    main(["keys", "make", "--next"])
    capsys.readouterr()
    codes = [main(["keys", "status"]), main(["keys", "rewrap"]), main(["keys", "rewrap"]), main(["keys", "status"])]

    kinds = sorted([(str(A), "practice"), (str(PERSON), "person")])
    lines = capsys.readouterr().out.splitlines()
    assert (codes, lines) == (
        [0, 0, 0, 0],
        [
            *(f"{kind} {holder}: version 1 in use (rewrap)" for holder, kind in kinds),
            "2 data keys wait for: attune keys rewrap",
            "2 data keys wrapped anew",
            "0 data keys wrapped anew",
            *(f"{kind} {holder}: version 1 in use" for holder, kind in kinds),
            "all data keys are wrapped by the current master key",
        ],
    )
    assert trail_of(A) == [("keys.data_key.rewrapped", str(A), "")]
