"""Keys that are rotated and wrapped anew, with the texts under them."""

import pytest

from attune.foundation.encryption import keyring
from attune.foundation.encryption.lifecycle import (
    Holder,
    holder_named,
    holders,
    key_states,
    reencrypt,
    rewrap,
    rotate,
)
from attune.foundation.tenancy import scope
from tests.foundation.encryption.everywhere import ALL, PERSON, A, B, destroyed, texts_of, write_everywhere
from tests.foundation.encryption.sample import Carving, Letter

pytestmark = pytest.mark.usefixtures("sample_tables")


def rotated(holder: Holder) -> int:
    with holder.scope():
        return rotate(holder)


def versions(superuser, table: str) -> list[int]:
    rows = superuser.execute(f"SELECT get_byte(text, 4) FROM {table} ORDER BY 1").fetchall()
    return [row[0] for row in rows]


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
