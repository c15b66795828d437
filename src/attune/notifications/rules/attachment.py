"""A file that goes with a mail, and how it is stored until then."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """A text file: its name, its type such as ``text/calendar``, and what a calendar is asked to do with it.

    ``method`` is the parameter of that name in its Content-Type, for programs that act on a file
    without opening it; empty for none.
    """

    name: str
    media_type: str
    content: str
    method: str = ""


def stored(attachment: Attachment) -> str:
    """Return the file as it is stored."""
    return json.dumps(asdict(attachment))


def restored(text: str) -> Attachment:
    """Return the file that was stored."""
    return Attachment(**json.loads(text))
