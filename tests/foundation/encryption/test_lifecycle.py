"""Rotating, destroying and wrapping anew."""

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor

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
    rotate,
)
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from tests.foundation.encryption.everywhere import ALL, PERSON, A, B, destroyed, texts_of, write_everywhere
from tests.foundation.encryption.sample import Confession, Errand, Jotting, Letter
from tests.support import databases

pytestmark = pytest.mark.usefixtures("sample_tables")


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
