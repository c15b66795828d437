"""Tables that fold into labelled rows where there is little room, and the pages of a long list."""

from dataclasses import dataclass

from attune.web.components.actions import Action
from attune.web.components.notices import Badge
from attune.web.components.people import PersonLine
from attune.web.components.text import Text


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading; numbers stand right."""

    label: Text
    is_number: bool = False
    label_hidden: bool = False
    sort_url: str = ""
    sorted: str = ""

    @property
    def fold_label(self) -> str:
        """Return what a folded cell carries as its label."""
        return "" if self.label_hidden else str(self.label)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell; the first cell of a row is its header. `code` is a name as programs use it."""

    text: Text = ""
    under: Text = ""
    code: str = ""
    badge: Badge | None = None
    person: PersonLine | None = None
    action: Action | None = None
    url: str = ""
    title: Text = ""
    is_phi: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, in the columns' order."""

    cells: tuple[Cell, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A named table; `caption` is its accessible name."""

    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def lines(self) -> tuple[tuple[Row, tuple[tuple[Column, Cell], ...]], ...]:
        """Return each row with every cell beside its column."""
        return tuple((row, tuple(zip(self.columns, row.cells, strict=True))) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Pagination:
    """Which part of a long list this is, and the ways to the parts beside it."""

    summary: Text
    before_url: str = ""
    after_url: str = ""
