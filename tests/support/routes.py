"""Every address of the product, with who may open it by its own declaration."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from attune.web.access import Access
from tests.support.world import OBJECTS, CastPractice


@dataclass(frozen=True, slots=True)
class Route:
    """One address: its name, the names it captures, and its view."""

    name: str
    captures: tuple[str, ...]
    view: Any
    pattern: str

    @property
    def access(self) -> Access | None:
        """Return what the view declares, if it declares anything."""
        found = getattr(self.view, "access", None)
        return found if isinstance(found, Access) else None

    def address(self, practice: CastPractice) -> str:
        """Return the address for a practice's objects. Raises KeyError for a capture nobody knows to fill."""
        return reverse(self.name, kwargs={name: OBJECTS[name](practice) for name in self.captures})


def every_route() -> list[Route]:
    """Return every page's address; the APIs have their own list."""
    return [route for route in _walk(get_resolver().url_patterns, "", "") if not route.pattern.startswith("api/")]


def _walk(patterns: list[URLPattern | URLResolver], before: str, namespace: str) -> Iterator[Route]:
    for pattern in patterns:
        text = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (namespace, pattern.namespace or "") if part)
            yield from _walk(pattern.url_patterns, text, inner)
        else:
            name = ":".join(part for part in (namespace, pattern.name or "") if part)
            yield Route(name, tuple(pattern.pattern.converters), pattern.callback, text)
