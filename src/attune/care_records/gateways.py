"""What makes a document of a patient's own record; the adapter stands in integrations."""

from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class RecordPart:
    """A heading, a line under it, and what stands there: each with its own small heading, or none."""

    heading: str
    under: str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RecordDocument:
    """What stands on the pages."""

    title: str
    subtitle: str
    parts: tuple[RecordPart, ...]


class RecordPrinter(Protocol):
    """Makes a PDF."""

    def printed(self, document: RecordDocument) -> bytes:
        """Return the document as PDF. What it is given is data: nothing in it is markup."""


@cache
def record_printer() -> RecordPrinter:
    """Return the adapter that the settings name."""
    return cast("RecordPrinter", import_string(settings.RECORD_PRINTER)())
