"""Reading the documentation: its pages, their headings, links, code spans and command lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
SPAN = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"(?:^|[/\s])attune ([a-z].*)$")
VARIABLE = re.compile(r"\b(?:ATTUNE|DATABASE)_[A-Z_]*[A-Z]\b")


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown file."""

    path: Path
    text: str

    @property
    def name(self) -> str:
        """Its path in the project."""
        return self.path.relative_to(ROOT).as_posix()

    def links(self) -> list[str]:
        """Return what it links to, outside its examples."""
        return LINK.findall(FENCE.sub("", self.text))

    def anchors(self) -> set[str]:
        """Return the fragments its headings make, as Markdown hosts do."""
        prose = FENCE.sub("", self.text)
        headings = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
        return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}

    def spans(self) -> list[str]:
        """Return its code spans, outside its examples."""
        return SPAN.findall(FENCE.sub("", self.text))

    def command_lines(self) -> Iterator[str]:
        """Yield each use of the ``attune`` command, as written in spans and examples."""
        written = [*self.spans(), *"\n".join(FENCE.findall(self.text)).splitlines()]
        for line in written:
            found = COMMAND.search(line.split(" #")[0])
            if found:
                yield found[1].strip()


def pages() -> list[Page]:
    """Return every page of the documentation."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return [Page(path, path.read_text()) for path in sorted(found)]


__all__ = ["ROOT", "VARIABLE", "Page", "pages"]
