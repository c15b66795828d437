"""Every pair of colors the components use, in both themes and both editions, against WCAG 2.2 AA."""

import re
from pathlib import Path

import pytest

import attune.web

CSS = Path(attune.web.__file__).parent / "static" / "web" / "css"
PAIR = re.compile(r"--([\w-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
TEXT, SHAPE = 4.5, 3.0
SURFACES = ("ground", "surface", "surface-raised")
STATES = ("good", "caution", "danger", "note")
BANDS = tuple(f"band-{number}" for number in range(1, 5))
SERIES = tuple(f"series-{number}" for number in range(1, 7))
READ_ON_SURFACES = ("ink", "ink-soft", "ink-faint", "action", "action-hover", *STATES)
DEEPER = ("surface-sunk", "surface-hover", "action-soft", "lamp-soft", *BANDS)
PAIRS = (
    *((ink, on, TEXT) for ink in READ_ON_SURFACES for on in SURFACES),
    *((ink, on, TEXT) for ink in ("ink", "ink-soft") for on in DEEPER),
    *((ink, on, TEXT) for ink in ("ink-faint", "action") for on in ("surface-hover", "surface-sunk")),
    ("on-action", "action", TEXT),
    ("on-action", "action-hover", TEXT),
    ("on-action-soft", "action-soft", TEXT),
    ("on-lamp", "lamp", TEXT),
    ("on-lamp", "lamp-hover", TEXT),
    ("on-lamp-soft", "lamp-soft", TEXT),
    ("on-danger", "danger", TEXT),
    *((state, f"{state}-soft", TEXT) for state in STATES),
    *(("ink", f"{state}-soft", TEXT) for state in STATES),
    *((shape, on, SHAPE) for shape in ("line-strong", "focus", *SERIES, "series-quiet") for on in SURFACES),
    *((shape, band, SHAPE) for shape in SERIES[:2] for band in BANDS),
)


def colors(edition: str) -> dict[str, tuple[str, str]]:
    """Return each token's light and dark color as an edition has it."""
    files = ["tokens.css"] + (["tokens-clinic.css"] if edition == "clinic" else [])
    found = [PAIR.findall((CSS / file).read_text()) for file in files]
    return {name: (light, dark) for pairs in found for name, light, dark in pairs}


def luminance(color: str) -> float:
    """Return the relative luminance as WCAG defines it."""
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colors."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_is_the_one_wcag_gives() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("edition", ["marketplace", "clinic"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_pair_of_colors_is_below_aa(edition: str, theme: str) -> None:
    tokens, index = colors(edition), ["light", "dark"].index(theme)

    ratios = {(front, on): contrast(tokens[front][index], tokens[on][index]) for front, on, _ in PAIRS}
    below = [(front, on, ratios[front, on]) for front, on, least in PAIRS if ratios[front, on] < least]

    assert len(ratios) == 97
    assert below == []
