"""Encrypted texts on real rows."""

import copy
import pickle
from uuid import UUID

import pytest
from django.db import connection, models

from attune.foundation.encryption.envelope import HEADER_BYTES
from attune.foundation.encryption.errors import KeyUnknown, NotComparable, RowUnknown, Tampered
from attune.foundation.encryption.fields import EncryptedTextField, Sealed
from attune.foundation.tenancy import NoScope, Plane, WrongHolder, scope
from attune.kernel.identifiers import new_id
from tests.foundation.encryption.sample import Confession, Errand, Jotting, Letter

pytestmark = pytest.mark.usefixtures("sample_tables")

A, B, PERSON = new_id(), new_id(), new_id()
TEXT = "Was afraid of bridges – no longer."


def jotting_of(practice: UUID, text: str = TEXT) -> UUID:
    with scope(practice):
        return Jotting.objects.create(text=text).id


def revealed(practice: UUID, row: UUID) -> str:
    with scope(practice):
        return Jotting.objects.get(id=row).text.reveal()


def stored(superuser, table: str, row: UUID, column: str = "text") -> bytes:
    return bytes(superuser.execute(f"SELECT {column} FROM {table} WHERE id = %s", [row]).fetchone()[0])


def test_a_text_comes_back_as_it_was_written():
    row = jotting_of(A)

    assert revealed(A, row) == TEXT


@pytest.mark.parametrize("text", ["", "ä" * 100_000, "line\nline\0"[:-1]])
def test_any_text_comes_back(text):
    assert revealed(A, jotting_of(A, text)) == text


def test_what_is_stored_holds_nothing_of_the_text(superuser):
    row = jotting_of(A)

    found = stored(superuser, "sample_jotting", row)

    assert (b"bridges" in found, found[:HEADER_BYTES]) == (False, b"\x01\x00\x00\x00\x01")
    assert len(found) == HEADER_BYTES + 12 + len(TEXT.encode()) + 16


def test_the_same_text_is_never_stored_the_same_way(superuser):
    first, second = jotting_of(A), jotting_of(A)

    assert stored(superuser, "sample_jotting", first) != stored(superuser, "sample_jotting", second)


def test_a_text_shows_itself_on_purpose_only():
    fresh = Jotting(text=TEXT)
    row = jotting_of(A)
    with scope(A):
        read = Jotting.objects.get(id=row)

    for value in (fresh.text, read.text):
        shown = (str(value), repr(value), f"{value}", f"{value:>60}", f"{value!r}", format(value))
        assert shown == ("[encrypted]",) * 6


@pytest.mark.parametrize("give", [lambda value: pickle.dumps(value), lambda value: iter(value)])
def test_a_text_is_not_carried_out_by_accident(give):
    with pytest.raises(TypeError):
        give(Jotting(text=TEXT).text)


def test_a_text_before_it_is_saved_can_be_read():
    assert Jotting(text=TEXT).text.reveal() == TEXT


def test_an_absent_text_stays_absent():
    row = jotting_of(A)

    with scope(A):
        absent = Jotting.objects.filter(remark__isnull=True).get(id=row)

    assert absent.remark is None


def test_a_row_saved_again_keeps_its_other_texts(superuser):
    row = jotting_of(A)
    before = stored(superuser, "sample_jotting", row)

    with scope(A):
        read = Jotting.objects.get(id=row)
        read.remark = "new"
        read.save()

    assert stored(superuser, "sample_jotting", row) == before
    with scope(A):
        again = Jotting.objects.get(id=row)
        assert (again.text.reveal(), again.remark.reveal()) == (TEXT, "new")


def test_some_columns_can_be_saved_alone():
    row = jotting_of(A)

    with scope(A):
        read = Jotting.objects.get(id=row)
        read.text, read.label = "changed", "not saved"
        read.save(update_fields=["text"])

    with scope(A):
        again = Jotting.objects.get(id=row)
        assert (again.text.reveal(), again.label) == ("changed", "a label")


def test_many_rows_at_once_are_encrypted():
    with scope(A):
        Jotting.objects.bulk_create([Jotting(text="one"), Jotting(text="two", remark="three")])

    with scope(A):
        texts = [(row.text.reveal(), row.remark and row.remark.reveal()) for row in Jotting.objects.order_by("id")]
    assert texts == [("one", None), ("two", "three")]


def test_a_deferred_and_a_refreshed_text_can_be_read():
    row = jotting_of(A)

    with scope(A):
        deferred = Jotting.objects.defer("text").get(id=row)
        assert deferred.text.reveal() == TEXT
        deferred.text = "unsaved"
        deferred.refresh_from_db()
        assert deferred.text.reveal() == TEXT


def test_a_copied_row_keeps_its_text():
    row = jotting_of(A)

    with scope(A):
        copied = copy.deepcopy(Jotting.objects.get(id=row))
        assert copied.text.reveal() == TEXT


def test_a_text_cannot_be_read_when_its_scope_is_over():
    row = jotting_of(A)
    with scope(A):
        read = Jotting.objects.get(id=row)

    with pytest.raises(NoScope):
        read.text.reveal()


def test_a_text_cannot_be_read_in_another_holders_scope():
    row = jotting_of(A)
    with scope(A):
        read = Jotting.objects.get(id=row)

    with scope(B), pytest.raises(WrongHolder):
        read.text.reveal()


def test_an_update_that_knows_no_row_is_refused():
    row = jotting_of(A)

    with scope(A):
        read = Jotting.objects.get(id=row)
        for value in ("clear", read.text, b"bytes"):
            with pytest.raises(RowUnknown):
                Jotting.objects.update(text=value)
        with pytest.raises(RowUnknown):
            Jotting.objects.bulk_update([read], ["text"])

    assert revealed(A, row) == TEXT


def test_a_text_of_another_row_is_not_taken_over():
    first, second = jotting_of(A), jotting_of(A, "other")

    with scope(A):
        one, two = Jotting.objects.get(id=first), Jotting.objects.get(id=second)
        with pytest.raises(RowUnknown):
            one.text = two.text


@pytest.mark.parametrize("value", [b"bytes", 5])
def test_only_text_is_taken(value):
    with pytest.raises(TypeError, match="takes text"):
        Jotting(text=value)


@pytest.mark.parametrize("lookup", ["text", "text__contains", "text__in"])
def test_an_encrypted_column_cannot_be_searched(lookup):
    with scope(A), pytest.raises(NotComparable):
        Jotting.objects.filter(**{lookup: TEXT}).exists()


def test_a_text_is_not_written_into_a_fixture():
    with pytest.raises(RowUnknown):
        Jotting._meta.get_field("text").value_to_string(Jotting(text=TEXT))


def test_a_row_inserted_anew_under_another_id_does_not_take_the_ciphertext_along():
    row = jotting_of(A)

    with scope(A):
        read = Jotting.objects.get(id=row)
        read.pk, read._state.adding = new_id(), True
        with pytest.raises(Tampered):
            read.save()


@pytest.mark.parametrize("place", ["row", "column", "table", "practice", "byte", "version", "short"])
def test_a_ciphertext_opens_only_where_it_was_written(superuser, place):
    row, other, foreign = jotting_of(A), jotting_of(A, "other"), jotting_of(B, "theirs")
    with scope(A):
        letter = Letter.objects.create(text="Dear").id
    found = stored(superuser, "sample_jotting", row)
    moves = {
        "row": (Jotting, A, other, "text", found),
        "column": (Jotting, A, row, "remark", found),
        "table": (Letter, A, letter, "text", found),
        "practice": (Jotting, B, foreign, "text", found),
        "byte": (Jotting, A, row, "text", found[:-1] + bytes([found[-1] ^ 1])),
        "version": (Jotting, A, row, "text", b"\x02" + found[1:]),
        "short": (Jotting, A, row, "text", found[:20]),
    }
    table, holder, target, column, ciphertext = moves[place]

    superuser.execute(f"UPDATE {table._meta.db_table} SET {column} = %s WHERE id = %s", [ciphertext, target])

    with scope(holder), pytest.raises(Tampered) as refused:
        getattr(table.objects.get(id=target), column).reveal()
    assert (refused.value.table, refused.value.row_id, refused.value.column) == (
        table._meta.db_table,
        target,
        column,
    )


def test_a_whole_row_moved_to_another_practice_does_not_open(superuser):
    row = jotting_of(A)
    jotting_of(B)

    superuser.execute("UPDATE sample_jotting SET practice_id = %s WHERE id = %s", [B, row])

    with pytest.raises(Tampered):
        revealed(B, row)


def test_a_ciphertext_of_a_key_the_holder_never_had_is_refused(superuser):
    row = jotting_of(A)
    found = stored(superuser, "sample_jotting", row)

    superuser.execute("UPDATE sample_jotting SET text = %s WHERE id = %s", [found[:4] + b"\x09" + found[5:], row])

    with pytest.raises(KeyUnknown):
        revealed(A, row)


def test_a_persons_text_stands_under_the_persons_key_beside_a_practices():
    with scope(A, person_id=PERSON):
        confession = Confession.objects.create(text="mine").id
        Jotting.objects.create(text="theirs")

    with scope(person_id=PERSON, plane=Plane.SELF):
        assert Confession.objects.get(id=confession).text.reveal() == "mine"
    with scope(B, person_id=PERSON):
        assert Confession.objects.get(id=confession).text.reveal() == "mine"


def test_a_holders_text_stands_under_the_key_of_whoever_the_scope_is_open_on(superuser):
    with scope(A, person_id=PERSON):
        of_practice = Errand.objects.create(text="for the practice").id
    with scope(person_id=PERSON):
        of_person = Errand.objects.create(text="for me").id

    with scope(A):
        assert Errand.objects.get(id=of_practice).text.reveal() == "for the practice"
    with scope(person_id=PERSON):
        assert Errand.objects.get(id=of_person).text.reveal() == "for me"
    counts = [
        superuser.execute(f"SELECT count(*) FROM foundation_{kind}datakey").fetchone()[0]
        for kind in ("practice", "person")
    ]
    assert counts == [1, 1]


def test_the_keys_are_read_once_per_transaction(django_assert_num_queries):
    rows = [jotting_of(A, str(number)) for number in range(3)]

    with scope(A), django_assert_num_queries(2):
        texts = [row.text.reveal() for row in Jotting.objects.filter(id__in=rows).order_by("id")]

    assert texts == ["0", "1", "2"]


def test_a_field_on_a_table_without_a_holder_is_refused():
    class Poster(models.Model):
        text = EncryptedTextField()

        class Meta:
            app_label = "loose"

        def __str__(self) -> str:
            return "a poster"

    assert [found.id for found in Poster._meta.get_field("text").check()] == ["encryption.E001"]


def test_a_raw_value_is_the_ciphertext():
    row = jotting_of(A)

    with scope(A):
        value = Jotting.objects.values_list("text", flat=True).get(id=row)

    assert (isinstance(value, Sealed), b"bridges" in value) == (True, False)


def test_the_database_knows_the_column_as_bytes():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT data_type FROM information_schema.columns WHERE table_name = 'sample_jotting' "
            "AND column_name = 'text'"
        )
        assert cursor.fetchall() == [("bytea",)]
