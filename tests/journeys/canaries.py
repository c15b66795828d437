"""Words of a person's own that a journey types, and the proof that they are in no log, address or job."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import unquote_plus

from django.db import connection
from playwright.sync_api import Page

NAME = "Quillomena Vashtondreth"
EMAIL = "quillomena.vashtondreth@canaries.example"
BORN = date(1987, 11, 23)
OWN_WORDS = "the marmalade elevator keeps me awake"
CHILD = "Bertolind Vashtondreth"


@dataclass
class Canaries:
    """What is typed in a journey and must be heard nowhere; ``log`` is what the product's processes write."""

    log: Path
    words: set[str] = field(default_factory=set)
    addresses: list[str] = field(default_factory=list)

    def plant(self, *values: str | date) -> None:
        """Watch for values: a name in each of its parts, a day as people and as machines write it."""
        for value in values:
            if isinstance(value, date):
                self.words |= {value.isoformat(), f"{value:%m/%d/%Y}", f"{value.month}/{value.day}/{value.year}"}
            else:
                self.words |= {value.lower()}
                self.words |= {part for part in value.lower().split() if len(part) > 6 and value.istitle()}

    def follow(self, page: Page) -> None:
        """Note every address the page asks for from now on."""
        page.on("request", lambda request: self.addresses.append(request.url))

    def heard(self) -> list[str]:
        """Return where a value was found. Fails if nothing was there to search: silence proves nothing then."""
        lines = self.log.read_text(errors="replace").splitlines()
        assert any(_is_request(line) for line in lines), "the web process logged no request"
        assert self.addresses, "no page was followed"
        places = {"log": lines, "address": map(unquote_plus, self.addresses), "job": _job_arguments()}
        return [
            f"{place}: {text[:300]}"
            for place, texts in places.items()
            for text in texts
            if any(word in text.lower() for word in self.words)
        ]


@contextmanager
def watched(log: Path) -> Iterator[Canaries]:
    """Give canaries to plant; fail in the end if one was heard. The product must still run then."""
    canaries = Canaries(log)
    canaries.plant(NAME, EMAIL, BORN, OWN_WORDS, CHILD)
    yield canaries
    assert canaries.heard() == []


def _is_request(line: str) -> bool:
    try:
        return "route" in json.loads(line)
    except ValueError:
        return False


def _job_arguments() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name || ' ' || args::text FROM procrastinate_jobs")
        return [str(told) for (told,) in cursor.fetchall()]
