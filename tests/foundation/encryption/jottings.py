"""A text of a practice that is encrypted."""

from uuid import UUID

from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from tests.foundation.encryption.sample import Jotting

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
