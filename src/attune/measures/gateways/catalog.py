"""The instruments that come with the product: one file each and version, in ``measures/instruments``."""

from functools import cache
from importlib.resources import files

from attune.measures.errors import NoSuchInstrument
from attune.measures.rules.instrument import Instrument
from attune.measures.rules.instrument_file import read_instrument


def instrument(code: str, version: str = "") -> Instrument:
    """Return an instrument, the newest version unless one is named. Raises NoSuchInstrument."""
    known = [one for one in every_instrument() if one.code == code and version in ("", one.version)]
    if not known:
        raise NoSuchInstrument(code)
    return max(known, key=lambda one: int(one.version))


@cache
def every_instrument() -> tuple[Instrument, ...]:
    """Return every version of every instrument, by code. Raises InvalidInstrument."""
    folder = files("attune.measures") / "instruments"
    found = [read_instrument(one.read_text(encoding="utf-8")) for one in folder.iterdir() if one.name.endswith(".json")]
    return tuple(sorted(found, key=lambda one: (one.code, int(one.version))))
