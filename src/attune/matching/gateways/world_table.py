"""One file of a world: rows whose cells are read by type, and refused by file, line and column."""

import csv
import math
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path

from attune.matching.errors import WorldFileMissing, WorldFileWrong

MOST_DIGITS = 15
"""No count in a world is longer."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file; each reader refuses a cell that is not what it should be."""

    path: Path
    line: int
    cells: dict[str, str]

    def refused(self, column: str, problem: str) -> WorldFileWrong:
        """Return the error that names this line and the column."""
        return WorldFileWrong(self.path, line=self.line, column=column, problem=problem)

    def is_blank(self, column: str) -> bool:
        """Return whether the cell is empty."""
        return not self.cells[column]

    def text(self, column: str) -> str:
        """Return the cell's text, which is not empty."""
        if self.is_blank(column):
            raise self.refused(column, "is empty")
        return self.cells[column]

    def words(self, column: str) -> tuple[str, ...]:
        """Return the list in the cell, joined there by ``|``: at least one word, none empty.

        A word that is there twice counts once, at its first place.
        """
        found = tuple(self.cells[column].split("|"))
        if found == ("",):
            raise self.refused(column, "the list is empty")
        if "" in found:
            raise self.refused(column, "the list has an empty word")
        return tuple(dict.fromkeys(found))

    def count(self, column: str) -> int:
        """Return the whole number in the cell, not negative."""
        written = self.text(column)
        if not (written.isascii() and written.isdigit() and len(written) <= MOST_DIGITS):
            raise self.refused(column, f"{written[:40]!r} is not a whole number from 0 to {10**MOST_DIGITS - 1}")
        return int(written)

    def number(self, column: str) -> float:
        """Return the number in the cell."""
        written = self.text(column)
        try:
            found = float(written)
        except ValueError:
            found = math.nan
        if not math.isfinite(found):
            raise self.refused(column, f"{written!r} is not a number")
        return found

    def number_if_any(self, column: str) -> float | None:
        """Return the number in the cell, None if it is empty."""
        return None if self.is_blank(column) else self.number(column)

    def flag(self, column: str) -> bool:
        """Return the yes (1) or no (0) in the cell."""
        if self.cells[column] not in {"0", "1"}:
            raise self.refused(column, f"{self.cells[column]!r} is neither 0 nor 1")
        return self.cells[column] == "1"

    def flag_if_any(self, column: str) -> bool | None:
        """Return the yes (1) or no (0) in the cell, None if it is empty."""
        return None if self.is_blank(column) else self.flag(column)

    def day(self, column: str) -> date:
        """Return the date in the cell, written as in 2027-03-31."""
        written = self.text(column)
        try:
            return date.fromisoformat(written)
        except ValueError:
            raise self.refused(column, f"{written!r} is not a date that exists") from None

    def known(self, column: str, ids: Container[str]) -> str:
        """Return the id in the cell, which is one of ``ids``."""
        written = self.text(column)
        if written not in ids:
            raise self.refused(column, f"{written!r} is unknown")
        return written

    def new(self, column: str, ids: Container[str]) -> str:
        """Return the id in the cell, which is none of ``ids`` yet."""
        written = self.text(column)
        if written in ids:
            raise self.refused(column, f"{written!r} is there twice")
        return written


def rows_of(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows of a CSV file in UTF-8 that has these columns; others are passed over."""
    reader = csv.reader(StringIO(_text_of(path, columns), newline=""), strict=True)
    header: list[str] = []
    try:
        header = next(reader, [])
        for column in columns:
            if header.count(column) != 1:
                problem = "is missing" if column not in header else "is there twice"
                raise WorldFileWrong(path, line=1, column=column, problem=problem)
        for cells in reader:
            if cells:
                yield _row(path, reader.line_num, header, cells)
    except csv.Error as error:
        place = (header or columns)[0]
        raise WorldFileWrong(path, line=reader.line_num, column=place, problem=f"is no CSV, {error}") from error


def _text_of(path: Path, columns: tuple[str, ...]) -> str:
    try:
        written = path.read_bytes()
    except OSError as error:
        raise WorldFileMissing(path) from error
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        place = before.rsplit(b"\n", 1)[-1].count(b",")
        header = written.split(b"\n", 1)[0].decode("utf-8-sig", "replace").strip().split(",")
        column = header[place] if place < len(header) else columns[-1]
        line = before.count(b"\n") + 1
        raise WorldFileWrong(path, line=line, column=column, problem="is not in UTF-8") from error


def _row(path: Path, line: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) < len(header):
        raise WorldFileWrong(path, line=line, column=header[len(cells)], problem="the line ends before it")
    if len(cells) > len(header):
        raise WorldFileWrong(path, line=line, column=header[-1], problem="the line goes on after it")
    return Row(path, line, dict(zip(header, cells, strict=True)))
