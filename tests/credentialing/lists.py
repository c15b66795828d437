"""Exclusion lists for tests, in the official form."""

from pathlib import Path

from attune.credentialing.gateways.leie_file import HEADER, LeieFile

MARIA = ("TESTERSON", "MARIA", "L", "", "IND- LIC HC SERV PRO", "PSYCHOLOGIST", "", "1000000004", "19710305",
         "10 FAKE RD", "AUSTIN", "TX", "78701", "1128a1", "20220620", "00000000", "00000000", "")  # fmt: skip
KEVIN = ("O'SAMPLE", "KEVIN", "", "", "IND- LIC HC SERV PRO", "SOCIAL WORKER", "", "0000000000", "19650911",
         "22 DUMMY LN", "TAMPA", "FL", "33602", "1128b4", "20190418", "00000000", "00000000", "")  # fmt: skip
CLINIC = ("", "", "", "PLACEHOLDER COUNSELING LLC", "CLINIC", "MENTAL HEALTH", "", "1456000011", "",
          "9 STUB AVE STE 4", "DALLAS", "TX", "75201", "1128b8", "20230219", "00000000", "00000000", "")  # fmt: skip
NOBODY = ("NOBODY", "NEMO", "", "", "", "", "", "0000000000", "00000000", "", "", "", "", "1128b4", "20230220",
          "00000000", "00000000", "")  # fmt: skip


def text_of(*rows: tuple[str, ...]) -> str:
    """Return a list as it is published: a bare header, quoted values, CRLF."""
    lines = [",".join(HEADER), *(",".join(f'"{value}"' for value in row) for row in rows)]
    return "".join(f"{line}\r\n" for line in lines)


def a_list(folder: Path, *rows: tuple[str, ...], name: str = "UPDATED.csv") -> LeieFile:
    """Write a list into a folder."""
    path = folder / name
    path.write_bytes(text_of(*rows).encode())
    return LeieFile(path)


def changed(row: tuple[str, ...], **values: str) -> tuple[str, ...]:
    """Return a row with some of its values changed, by their column."""
    return tuple(values.get(name, value) for name, value in zip(HEADER, row, strict=True))
