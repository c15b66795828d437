"""What stands in the database of an encrypted text, and where alone it opens."""

import pytest
from django.db import connection, models

from attune.foundation.encryption.errors import KeyUnknown, Tampered
from attune.foundation.encryption.fields import EncryptedTextField, Sealed
from attune.foundation.tenancy import Plane, scope
from tests.foundation.encryption.jottings import PERSON, A, B, jotting_of, revealed, stored
from tests.foundation.encryption.sample import Confession, Errand, Jotting, Letter

pytestmark = pytest.mark.usefixtures("sample_tables")


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
