"""Encrypted texts on real rows."""

import copy
import pickle

import pytest

from attune.foundation.encryption.envelope import HEADER_BYTES
from attune.foundation.encryption.errors import NotComparable, RowUnknown, Tampered
from attune.foundation.tenancy import NoScope, WrongHolder, scope
from attune.kernel.identifiers import new_id
from tests.foundation.encryption.jottings import TEXT, A, B, jotting_of, revealed, stored
from tests.foundation.encryption.sample import Jotting

pytestmark = pytest.mark.usefixtures("sample_tables")


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
