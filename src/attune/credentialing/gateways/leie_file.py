"""Exclusion lists as the Office of Inspector General publishes them: CSV, streamed, every flaw named by its line.

The full list, the monthly supplement and the reinstatements have one header. The header line is bare, all values
are quoted, lines end in CRLF; 00000000 is no date and 0000000000 no NPI. Source: oig.hhs.gov/exclusions.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from attune.credentialing.errors import ListRefused

HEADER: Final = (
    "LASTNAME", "FIRSTNAME", "MIDNAME", "BUSNAME", "GENERAL", "SPECIALTY", "UPIN", "NPI", "DOB", "ADDRESS", "CITY",
    "STATE", "ZIP", "EXCLTYPE", "EXCLDATE", "REINDATE", "WAIVERDATE", "WVRSTATE",
)  # fmt: skip
NO_NPI: Final = "0000000000"
NO_DATE: Final = "00000000"
CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row of a list, its values as they stand. ``npi`` is empty where the list has none."""

    line: int
    family_name: str
    given_name: str
    middle_name: str
    business_name: str
    occupation: str
    npi: str
    born_on: date | None
    place: str
    authority: str
    excluded_on: date
    reinstated_on: date | None

    @property
    def fingerprint(self) -> str:
        """What tells this row from every other one, in every later list."""
        return _hashed(*self._natural(), self.place)

    @property
    def natural_key(self) -> str:
        """What a reinstatement repeats of the row it ends."""
        return _hashed(*self._natural())

    def _natural(self) -> tuple[str, ...]:
        born_on = self.born_on.isoformat() if self.born_on else ""
        names = (self.family_name, self.given_name, self.middle_name, self.business_name)
        return (*names, self.npi, born_on, self.authority, self.excluded_on.isoformat())


class LeieFile:
    """A file somebody downloaded. Raises ListRefused for one that is not there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.is_file():
            raise ListRefused(f"{path} is not a file.")

    def file_hash(self) -> str:
        """Return the SHA-256 of the bytes in hexadecimal. Raises ListRefused for a file without its last line end."""
        digest, last = sha256(), b""
        with self.path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                last = chunk[-1:]
        if not last:
            raise ListRefused("The file is empty.")
        if last != b"\n":
            raise ListRefused("The last line does not end: the file was cut off.", line=self._lines())
        return digest.hexdigest()

    def rows(self) -> Iterator[ListedRow]:
        """Yield the rows in order, holding one at a time. Raises ListRefused, naming the line."""
        with self.path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            try:
                header = next(reader, [])
                _require_header(header)
                for values in reader:
                    yield _row(reader.line_num, values)
            except csv.Error as error:
                raise ListRefused(f"The line cannot be read: {error}.", line=reader.line_num) from None
            except UnicodeDecodeError:
                raise ListRefused("The line holds bytes that are no text.", line=reader.line_num + 1) from None

    def _lines(self) -> int:
        with self.path.open("rb") as stream:
            return sum(1 for _ in stream)


def _require_header(header: list[str]) -> None:
    if tuple(header) == HEADER:
        return
    missing = [name for name in HEADER if name not in header]
    added = [name for name in header if name not in HEADER]
    told = "; ".join(
        part
        for part in (
            f"missing: {', '.join(missing)}" if missing else "",
            f"unknown: {', '.join(name[:20] for name in added[:5])}" if added else "",
        )
        if part
    )
    raise ListRefused(f"The header is not the list's ({told or 'another order'}).", line=1)


def _row(line: int, values: list[str]) -> ListedRow:
    if len(values) != len(HEADER):
        raise ListRefused(f"{len(values)} values instead of {len(HEADER)}: the line is cut off or broken.", line=line)
    told = dict(zip(HEADER, (value.strip() for value in values), strict=True))
    if not (told["LASTNAME"] or told["BUSNAME"]):
        raise ListRefused("Neither a person nor a business is named.", line=line)
    excluded_on = _day(told["EXCLDATE"], "EXCLDATE", line)
    if excluded_on is None:
        raise ListRefused("There is no day of exclusion.", line=line)
    return ListedRow(
        line=line,
        family_name=told["LASTNAME"][:60],
        given_name=told["FIRSTNAME"][:60],
        middle_name=told["MIDNAME"][:60],
        business_name=told["BUSNAME"][:120],
        occupation=", ".join(part for part in (told["GENERAL"], told["SPECIALTY"]) if part)[:120],
        npi=_npi(told["NPI"], line),
        born_on=_day(told["DOB"], "DOB", line),
        place=", ".join(part for part in (told["ADDRESS"], told["CITY"], told["STATE"], told["ZIP"]) if part)[:120],
        authority=told["EXCLTYPE"][:20],
        excluded_on=excluded_on,
        reinstated_on=_day(told["REINDATE"], "REINDATE", line),
    )


def _npi(text: str, line: int) -> str:
    if text in {"", NO_NPI}:
        return ""
    if len(text) != 10 or not (text.isascii() and text.isdigit()):
        raise ListRefused("The NPI has not ten digits.", line=line)
    return text


def _day(text: str, name: str, line: int) -> date | None:
    if text in {"", NO_DATE}:
        return None
    try:
        if len(text) != 8 or not (text.isascii() and text.isdigit()):
            raise ValueError(text)
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise ListRefused(f"{name} is no date in the form YYYYMMDD.", line=line) from None


def _hashed(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()
