"""Drawing a template's text for a test, and reading what was drawn."""

from html.parser import HTMLParser
from typing import Any

from django.template import Context, Template

LOAD = "{% load components forms formats %}"
VOID = {"input", "meta", "link", "path", "circle", "rect", "img", "br", "hr"}


def drawn(source: str, **context: Any) -> str:
    """Return what a template's text draws with every tag of ours loaded."""
    return Template(LOAD + source).render(Context(context)).strip()


class Elements(HTMLParser):
    """The elements of a piece of HTML, with their attributes; unclosed ones are kept by name."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last; an end without its start is kept."""
        if self.open and self.open[-1] == tag:
            self.open.pop()
        elif tag not in VOID:
            self.open.append(f"/{tag}")

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element of a kind."""
        return [attrs for name, attrs in self.found if name == tag]

    def one(self, tag: str) -> dict[str, str | None]:
        """Return the attributes of the only element of a kind."""
        (attrs,) = self.all(tag)
        return attrs
