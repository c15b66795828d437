"""What is signed stays: not even SQL as the application's own role changes it."""

from collections.abc import Callable

import pytest
from django.db import Error, connection, transaction

from attune.care_records.actions.add_addendum import add_addendum
from attune.care_records.models import Addendum, SignedNote
from attune.care_records.queries.notes import note
from tests.care_records.sessions import SOAP, Care

REFUSED = "42501"
STATEMENTS = [
    "UPDATE {0} SET seal = 'x'",
    "UPDATE {0} SET body = ''::bytea",
    "UPDATE {0} SET id = id",
    "DELETE FROM {0}",
    "TRUNCATE {0}",
    "INSERT INTO {0} SELECT * FROM {0} ON CONFLICT (practice_id, id) DO UPDATE SET seal = 'x'",
    "ALTER TABLE {0} DISABLE ROW LEVEL SECURITY",
    "CREATE RULE nothing AS ON INSERT TO {0} DO INSTEAD NOTHING",
]


def refusal(sql: str) -> str:
    """Return the error's code, '' where the statement went through."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except Error as error:
        return str(getattr(error.__cause__, "sqlstate", "unknown"))
    return ""


@pytest.mark.edition
@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_lets_the_app_change_no_signed_note(care: Care, statement: str) -> None:
    note_id = care.signed()

    with care.opened(care.provider) as actor:
        add_addendum(actor, note_id, text="More.")
        tables = [model._meta.db_table for model in (SignedNote, Addendum)]
        found = [refusal(statement.format(table)) for table in tables]
        reread = note(actor, note_id)

    assert found == [REFUSED, REFUSED]
    assert (dict(reread.body.sections), len(reread.addenda)) == (SOAP, 1)


def test_the_same_statements_change_a_draft(care: Care) -> None:
    care.draft(care.session())

    with care.opened(care.provider):
        assert refusal("UPDATE care_records_notedraft SET revision = revision") == ""
        assert refusal("DELETE FROM care_records_notedraft") == ""


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: SignedNote.objects.filter(id=row.id).update(seal="x"),
        lambda row: SignedNote.objects.filter(id=row.id).delete(),
    ],
    ids=["save", "delete", "update", "delete all"],
)
def test_the_code_cannot_change_one_either(care: Care, change: Callable[[SignedNote], object]) -> None:
    note_id = care.signed()

    with care.opened(care.provider):
        row = SignedNote.objects.get(id=note_id)
        with pytest.raises(Error), transaction.atomic():
            change(row)
