"""The Message-ID of a mail: the same at each try, and a way back from a bounce to its row."""

import re
from dataclasses import dataclass
from uuid import UUID

_FORM = re.compile(r"<?(?P<message>[0-9a-f]{32})\.(?P<whose>[hp])(?P<holder>[0-9a-f]{32})@[^>]+>?")


@dataclass(frozen=True, slots=True)
class Origin:
    """The row a Message-ID names."""

    message_id: UUID
    holder_id: UUID
    is_person: bool


def carrier_id(message_id: UUID, *, holder_id: UUID | None, is_person: bool, domain: str) -> str:
    """Return the Message-ID of a message."""
    assert holder_id is not None
    return f"<{message_id.hex}.{'p' if is_person else 'h'}{holder_id.hex}@{domain}>"


def origin_of(carrier: str) -> Origin | None:
    """Return the row a Message-ID names, or None if it is not one of ours."""
    found = _FORM.fullmatch(carrier.strip())
    if found is None:
        return None
    return Origin(UUID(found["message"]), UUID(found["holder"]), found["whose"] == "p")
