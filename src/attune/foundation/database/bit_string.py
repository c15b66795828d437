"""A column of bits of one length, which Python sees as one whole number."""

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    Field = models.Field[int, int]
else:
    Field = models.Field


class BitStringField(Field):
    """A ``bit(length)``. The leftmost bit is the number's highest; a number that does not fit is refused."""

    def __init__(self, *args: Any, length: int, **kwargs: Any) -> None:
        self.length = length
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Carry the length into migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "length": self.length}

    def db_type(self, connection: Any) -> str:
        """Return the column's type."""
        return f"bit({self.length})"

    def select_format(self, compiler: Any, sql: str, params: Any) -> Any:
        """Read the bits as bytes: an eighth of their text, which is long enough to be felt."""
        return f"bit_send({sql})", params

    def from_db_value(self, value: bytes | None, _expression: object, _connection: object) -> int | None:
        """Return the bits as a number."""
        return None if value is None else bits_from_bytes(value, length=self.length)

    def get_prep_value(self, value: Any) -> Any:
        """Return the number as the text of its bits. Raises ValueError where it does not fit."""
        return bits_as_text(value, length=self.length) if isinstance(value, int) else value


def bits_as_text(bits: int, *, length: int) -> str:
    """Return a number as so many characters of 0 and 1. Raises ValueError where it does not fit."""
    if bits < 0 or bits.bit_length() > length:
        raise ValueError(f"a number of {bits.bit_length()} bits does not fit into {length}")
    return f"{bits:0{length}b}"


def bits_from_bytes(value: bytes, *, length: int) -> int:
    """Return the number that ``bit_send()`` gives: four bytes of length, then the bits, the highest first."""
    return int.from_bytes(value[4:], "big") >> -length % 8
