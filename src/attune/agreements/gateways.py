"""What makes a document of signed words; the adapter stands in integrations."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from attune.agreements.rules.texts import Section


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """What stands on the pages. ``signed_at`` is UTC."""

    title: str
    version: int
    parties: tuple[str, ...]
    sections: tuple[Section, ...]
    typed_name: str
    email: str
    signed_at: datetime
    text_hash: str


class DocumentPrinter(Protocol):
    """Makes a PDF."""

    def printed(self, document: SignedDocument) -> bytes:
        """Return the document as PDF. What it is given is data: nothing in it is markup."""


@cache
def document_printer() -> DocumentPrinter:
    """Return the adapter that the settings name."""
    return cast("DocumentPrinter", import_string(settings.DOCUMENT_PRINTER)())
