"""Files that the browser keeps."""

from typing import Final

from django.http import HttpResponse

KINDS: Final = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8"}


def download(content: bytes, name: str) -> HttpResponse:
    """Return a file by its name, whose ending says what it is."""
    response = HttpResponse(content, content_type=KINDS[name.rpartition(".")[2]])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
