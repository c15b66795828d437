"""Rotating, destroying and wrapping anew."""

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import psycopg
import pytest
from django.db import connection, transaction

from attune.foundation.encryption import keyring
from attune.foundation.encryption.errors import (
    HolderHasNoKey,
    KeyDestroyed,
    MasterKeyMissing,
    WrappingBroken,
)
from attune.foundation.encryption.lifecycle import (
    Holder,
    destroy,
    holder_named,
    holders,
    key_states,
    reencrypt,
    rewrap,
    rotate,
)
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from tests.foundation.encryption.sample import Carving, Confession, Errand, Jotting, Letter
from tests.support import databases

pytestmark = pytest.mark.usefixtures("sample_tables")

A, B, PERSON = new_id(), new_id(), new_id()


def write_everywhere() -> None:
    for practice in (A, B):
        with scope(practice):
            Jotting.objects.create(text="jotting", remark="remark")
            Letter.objects.create(text="letter")
            Errand.objects.create(text="errand")
    with scope(person_id=PERSON):
        Confession.objects.create(text="confession")


def texts_of(practice: UUID) -> list[str]:
    with scope(practice):
        jotting, letter, errand = Jotting.objects.get(), Letter.objects.get(), Errand.objects.get()
        values = (jotting.text, jotting.remark, letter.text, errand.text)
        return [value.reveal() for value in values]


ALL = ["jotting", "remark", "letter", "errand"]


def rotated(holder: Holder) -> int:
    with holder.scope():
        return rotate(holder)


def destroyed(holder: Holder) -> int:
    with holder.scope():
        return destroy(holder)


def versions(superuser, table: str) -> list[int]:
    rows = superuser.execute(f"SELECT get_byte(text, 4) FROM {table} ORDER BY 1").fetchall()
    return [row[0] for row in rows]


def test_a_destroyed_practices_texts_are_gone_and_no_one_elses():
    write_everywhere()
    assert texts_of(A) == ALL

    assert destroyed(holder_named(A)) == 1

    for read in (
        lambda: Jotting.objects.get().text,
        lambda: Jotting.objects.get().remark,
        lambda: Letter.objects.get().text,
        lambda: Errand.objects.get().text,
    ):
        with scope(A), pytest.raises(KeyDestroyed):
            read().reveal()
    assert texts_of(B) == ALL
    with scope(person_id=PERSON):
        assert Confession.objects.get().text.reveal() == "confession"


def test_a_persons_key_can_be_destroyed_too():
    write_everywhere()

    destroyed(holder_named(PERSON))

    with scope(person_id=PERSON), pytest.raises(KeyDestroyed):
        Confession.objects.get().text.reveal()
    assert texts_of(A) == ALL


def test_nothing_new_is_encrypted_for_a_holder_whose_key_is_destroyed():
    write_everywhere()
    destroyed(holder_named(A))

    with scope(A), pytest.raises(KeyDestroyed):
        Letter.objects.create(text="one more")
    with holder_named(A).scope(), pytest.raises(KeyDestroyed):
        rotate(holder_named(A))


def test_a_destroyed_key_stays_destroyed_when_the_database_is_restored(superuser):
    write_everywhere()
    (kept,) = superuser.execute("SELECT wrapped FROM foundation_practicedatakey WHERE practice_id = %s", [A]).fetchone()
    destroyed(holder_named(A))

    superuser.execute(
        "UPDATE foundation_practicedatakey SET wrapped = %s, destroyed_at = NULL WHERE practice_id = %s", [kept, A]
    )

    with pytest.raises(KeyDestroyed):
        texts_of(A)


def test_a_destroyed_key_is_refused_by_a_process_that_still_holds_it(superuser):
    write_everywhere()
    texts_of(A)
    assert len(keyring._unwrapped) == 3

    superuser.execute("UPDATE foundation_practicedatakey SET destroyed_at = now() WHERE practice_id = %s", [A])

    with pytest.raises(KeyDestroyed):
        texts_of(A)
    assert len(keyring._unwrapped) == 2


def test_a_destruction_that_is_rolled_back_destroys_all_the_same():
    write_everywhere()

    with pytest.raises(ZeroDivisionError), scope(A):
        destroy(holder_named(A))
        raise ZeroDivisionError

    with pytest.raises(KeyDestroyed):
        texts_of(A)


def test_after_a_rotation_everything_is_readable_and_new_texts_use_the_new_key(superuser):
    write_everywhere()

    assert rotated(holder_named(A)) == 2
    with scope(A):
        Letter.objects.create(text="newer")

    assert versions(superuser, "sample_letter") == [1, 1, 2]
    with scope(A):
        assert [letter.text.reveal() for letter in Letter.objects.order_by("id")] == ["letter", "newer"]


def test_a_text_moves_to_the_new_key_when_its_row_is_saved(superuser):
    write_everywhere()
    rotated(holder_named(A))

    with scope(A):
        Letter.objects.get().save()

    assert versions(superuser, "sample_letter") == [1, 2]
    assert texts_of(A) == ALL


def test_a_command_moves_every_text_of_the_holder_and_no_one_elses(superuser):
    write_everywhere()
    with scope(A):
        Carving.objects.create(text="in stone")
    rotated(holder_named(A))

    assert (reencrypt(holder_named(A)), reencrypt(holder_named(A))) == (4, 0)

    tables = ("sample_jotting", "sample_letter", "sample_errand", "sample_confession", "sample_carving")
    assert {table: versions(superuser, table) for table in tables} == {
        "sample_jotting": [1, 2],
        "sample_letter": [1, 2],
        "sample_errand": [1, 2],
        "sample_confession": [1],
        "sample_carving": [1],
    }
    assert (texts_of(A), texts_of(B)) == (ALL, ALL)
    with scope(A):
        assert Carving.objects.get().text.reveal() == "in stone"


def test_moving_goes_on_over_many_batches(monkeypatch, superuser):
    monkeypatch.setattr("attune.foundation.encryption.lifecycle.BATCH_ROWS", 2)
    with scope(A):
        Letter.objects.bulk_create([Letter(text=str(number)) for number in range(5)])
    rotated(holder_named(A))

    assert reencrypt(holder_named(A)) == 5
    assert versions(superuser, "sample_letter") == [2] * 5


def test_a_persons_texts_move_as_well(superuser):
    write_everywhere()
    rotated(holder_named(PERSON))

    assert reencrypt(holder_named(PERSON)) == 1
    assert versions(superuser, "sample_confession") == [2]


def test_keys_are_wrapped_anew_under_the_next_master_key(keys):
    write_everywhere()
    keys.make_next_master()
    with scope(A):
        before = [state.is_wrapped_by_current for state in key_states(holder_named(A))]

    moved = []
    for holder in holders():
        with holder.scope():
            moved.append((holder.id, rewrap(holder), rewrap(holder)))
    (keys.folder / "master-0001.key").unlink()
    keyring._unwrapped.clear()

    assert (before, sorted(moved)) == ([False], sorted([(A, 1, 0), (B, 1, 0), (PERSON, 1, 0)]))
    assert (texts_of(A), texts_of(B)) == (ALL, ALL)


def test_the_states_of_a_key_are_told():
    write_everywhere()
    rotated(holder_named(A))
    holder = holder_named(A)

    with holder.scope():
        before = [(state.version, state.state) for state in key_states(holder)]
    destroyed(holder)
    with holder.scope():
        after = [(state.version, state.state, state.is_wrapped_by_current) for state in key_states(holder)]

    assert before == [(1, "retired"), (2, "in use")]
    assert after == [(1, "destroyed", False), (2, "destroyed", False)]


def test_a_holder_without_a_key_has_nothing_to_rotate():
    with pytest.raises(HolderHasNoKey):
        holder_named(new_id())
    with scope(A), pytest.raises(HolderHasNoKey):
        rotate(Holder(A, is_person=False))


def test_a_key_of_one_holder_does_not_open_for_another(superuser):
    write_everywhere()
    (wrapped,) = superuser.execute(
        "SELECT wrapped FROM foundation_practicedatakey WHERE practice_id = %s", [A]
    ).fetchone()

    superuser.execute("UPDATE foundation_practicedatakey SET wrapped = %s WHERE practice_id = %s", [wrapped, B])
    keyring._unwrapped.clear()

    with pytest.raises(WrappingBroken):
        texts_of(B)


def test_without_the_key_folder_nothing_is_readable(keys):
    write_everywhere()
    shutil.move(keys.folder, keys.folder.with_name("away"))
    keyring._unwrapped.clear()
    from attune.foundation.encryption.services import _service

    _service.cache_clear()

    with pytest.raises(MasterKeyMissing):
        texts_of(A)


def test_a_key_lost_with_its_savepoint_encrypts_nothing():
    with scope(A):
        with transaction.atomic():
            Letter.objects.create(text="lost")
            transaction.set_rollback(True)
        Letter.objects.create(text="kept")

    with scope(A):
        assert Letter.objects.get().text.reveal() == "kept"


def test_two_first_texts_at_once_make_one_key(superuser):
    barrier = threading.Barrier(2)

    def write() -> None:
        barrier.wait()
        try:
            with scope(A):
                Letter.objects.create(text="at once")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(write) for _ in range(2)]:
            done.result()

    assert superuser.execute("SELECT count(*) FROM foundation_practicedatakey").fetchone() == (1,)
    with scope(A):
        assert [letter.text.reveal() for letter in Letter.objects.all()] == ["at once", "at once"]


def test_a_practices_keys_are_out_of_another_practices_reach(committed_database):
    write_everywhere()

    with scope(A), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT practice_id FROM foundation_practicedatakey")
        assert cursor.fetchall() == [(A,)]
    with psycopg.connect(databases.url("app", committed_database)) as app, pytest.raises(psycopg.Error):
        app.execute("SELECT * FROM foundation_practicedatakey")
