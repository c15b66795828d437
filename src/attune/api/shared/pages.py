"""Lists in pages: each page says where the next begins, so inserts neither repeat nor skip a row."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from django.core.signing import BadSignature, Signer
from ninja import Field, Schema

from attune.api.shared.call import Call
from attune.api.shared.errors import CursorNotOurs

LIMIT_DEFAULT = 50
LIMIT_MAX = 200


class PageQuery(Schema):
    """Which part of a list is wanted."""

    limit: int = Field(LIMIT_DEFAULT, ge=1, le=LIMIT_MAX, description="How many rows at most.")
    cursor: str | None = Field(
        None, max_length=300, description="next_cursor of the page before; absent for the first page."
    )


class Identified(Protocol):
    """A row that a page can end with."""

    @property
    def id(self) -> UUID: ...


R = TypeVar("R", bound=Identified)


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Rows, and the cursor of the next page if there is one."""

    rows: Sequence[R]
    next_cursor: str | None


def page_of(call: Call, wanted: PageQuery, *, of: str, rows: Callable[[UUID | None, int], Sequence[R]]) -> Page[R]:
    """Return one page of the list named ``of``; ``rows`` gives what follows an id, up to a number.

    Raises CursorNotOurs for a cursor of another list, practice or person.
    """
    signer = Signer(salt=f"attune.api.page:{of}:{call.token.holder_id}:{call.token.person_id}")
    found = rows(_position(signer, wanted.cursor), wanted.limit + 1)
    if len(found) <= wanted.limit:
        return Page(found, None)
    shown = found[: wanted.limit]
    return Page(shown, _cursor(signer, shown[-1].id))


def _cursor(signer: Signer, position: UUID) -> str:
    return base64.urlsafe_b64encode(signer.sign(position.hex).encode()).decode().rstrip("=")


def _position(signer: Signer, cursor: str | None) -> UUID | None:
    if cursor is None:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return UUID(signer.unsign(base64.urlsafe_b64decode(padded.encode("ascii")).decode("ascii")))
    except (BadSignature, binascii.Error, UnicodeError, ValueError):
        raise CursorNotOurs from None
