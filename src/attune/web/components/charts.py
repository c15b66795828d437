"""Charts: a question, its answer in a sentence, the drawing, the numbers.

The server draws each as SVG, so that it is there without JavaScript. Where JavaScript runs, web/js/charts.js lets
ECharts draw the same plot in its place, in the same colors.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum

from attune.web.components.tables import Table

_WIDTH, _HEIGHT = 480, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 36, 424, 14, 190
_MARGIN_LABEL = 8
_LABELS_MAX = 7
_STEPS = (1, 2, 3, 4, 5, *(base * 10**power for power in range(1, 8) for base in (1, 2, 2.5, 5)))
_BAR_ROW = 44
_BAR_LEFT, _BAR_RIGHT = 0, 400


class SeriesTone(StrEnum):
    """Series one is ours now, two is attention or second, quiet is the baseline."""

    FIRST = "1"
    SECOND = "2"
    THIRD = "3"
    QUIET = "q"


@dataclass(frozen=True, slots=True)
class Series:
    """One line: a value for each label of the chart."""

    name: str
    values: tuple[float, ...]
    tone: SeriesTone = SeriesTone.FIRST


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the scale with a word, such as a severity."""

    label: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its share or number in words."""

    label: str
    value: float
    in_words: str
    tone: SeriesTone = SeriesTone.FIRST


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the drawing."""

    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Text:
    """A word in the drawing."""

    x: str
    y: str
    words: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle in the drawing."""

    x: str
    y: str
    width: str
    height: str
    css_class: str


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One series as a path and its dots."""

    name: str
    path: str
    points: tuple[Point, ...]
    tone: str
    is_quiet: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything the chart's template draws, placed."""

    width: int
    height: int
    bands: tuple[Shape, ...] = ()
    bars: tuple[Shape, ...] = ()
    rules: tuple[str, ...] = ()
    lines: tuple[DrawnLine, ...] = ()
    scale: tuple[Text, ...] = ()
    labels: tuple[Text, ...] = ()
    names: tuple[Text, ...] = ()
    values: tuple[Text, ...] = ()
    plot: str = ""
    """The same as JSON, for ECharts."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A question and its answer; `described` says to those who cannot see it what the drawing shows."""

    question: str
    answer: str
    described: str
    drawing: Drawing
    numbers: Table
    key: tuple[Series, ...] = ()
    csv_url: str = ""


def plain_number(value: float) -> str:
    """Return a number of a scale that counts things."""
    return f"{value:,.10g}"


def line_drawing(
    labels: tuple[str, ...],
    series: tuple[Series, ...],
    *,
    low: float,
    high: float,
    ticks: tuple[float, ...],
    bands: tuple[Band, ...] = (),
) -> Drawing:
    """Return lines over time, on bands if there are any.

    The scale runs from `low` to `high`; a scale that does not start at zero is for
    the caller to say in the answer.
    """

    def x(index: int) -> float:
        steps = max(len(labels) - 1, 1)
        return _LEFT + (_RIGHT - _LEFT) * index / steps

    def y(value: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * (value - low) / (high - low)

    drawn = []
    for one in series:
        points = tuple(Point(_number(x(i)), _number(y(value))) for i, value in enumerate(one.values))
        path = "M" + "L".join(f"{point.x} {point.y}" for point in points)
        drawn.append(DrawnLine(one.name, path, points, one.tone.value, one.tone is SeriesTone.QUIET))
    return Drawing(
        width=_WIDTH,
        height=_HEIGHT,
        bands=tuple(
            Shape(
                x=_number(_LEFT),
                y=_number(y(band.high)),
                width=_number(_RIGHT - _LEFT),
                height=_number(y(band.low) - y(band.high)),
                css_class=f"b{number}",
            )
            for number, band in enumerate(bands, start=1)
        ),
        rules=tuple(f"M{_LEFT} {_number(y(tick))}H{_RIGHT}" for tick in ticks),
        lines=tuple(drawn),
        scale=tuple(Text(_number(_LEFT - _MARGIN_LABEL), _number(y(tick) + 4), plain_number(tick)) for tick in ticks),
        labels=tuple(Text(_number(x(i)), _number(_HEIGHT - 8), label) for i, label in enumerate(labels)),
        names=tuple(
            Text(_number(_RIGHT + _MARGIN_LABEL), _number(y((band.low + band.high) / 2) + 4), band.label)
            for band in bands
        ),
        plot=_plot("line", labels, series, low=low, high=high, ticks=ticks, bands=bands),
    )


def column_drawing(
    labels: tuple[str, ...],
    series: Series,
    *,
    high: float,
    ticks: tuple[float, ...],
    in_words: Callable[[float], str] = plain_number,
) -> Drawing:
    """Return columns over time, always from zero, each under its label; of many labels some are left out.

    `in_words` writes what the scale counts, with its unit.
    """
    count = max(len(labels), 1)
    room = (_RIGHT - _LEFT) / count
    width, every = room * 0.62, -(-count // _LABELS_MAX)

    def x(index: int) -> float:
        return _LEFT + room * (index + 0.5)

    def y(value: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * value / (high or 1)

    return Drawing(
        width=_WIDTH,
        height=_HEIGHT,
        bars=tuple(
            Shape(
                x=_number(x(i) - width / 2),
                y=_number(y(value)),
                width=_number(width),
                height=_number(_BOTTOM - y(value)),
                css_class=f"f{series.tone.value}",
            )
            for i, value in enumerate(series.values)
        ),
        rules=tuple(f"M{_LEFT} {_number(y(tick))}H{_RIGHT}" for tick in ticks),
        scale=tuple(Text(_number(_LEFT - _MARGIN_LABEL), _number(y(tick) + 4), in_words(tick)) for tick in ticks),
        labels=tuple(
            Text(_number(x(i)), _number(_HEIGHT - 8), label) for i, label in enumerate(labels) if i % every == 0
        ),
        plot=_plot("column", labels, (series,), low=0, high=high, ticks=ticks, scale=tuple(map(in_words, ticks))),
    )


def bar_drawing(bars: tuple[Bar, ...], *, in_words: Callable[[float], str] = plain_number) -> Drawing:
    """Return bars from top to bottom, always from zero, the longest over the whole width.

    `in_words` writes what the scale of a livelier drawing counts; here each bar has its own words.
    """
    longest = max((bar.value for bar in bars), default=0) or 1
    high, ticks = round_scale(longest)
    of_bars = Series("", tuple(bar.value for bar in bars))
    shapes, names, values = [], [], []
    for row, bar in enumerate(bars):
        top = row * _BAR_ROW
        width = (_BAR_RIGHT - _BAR_LEFT) * bar.value / longest
        names.append(Text(_number(_BAR_LEFT), _number(top + 13), bar.label))
        shapes.append(Shape(_number(_BAR_LEFT), _number(top + 19), _number(width), "14", f"f{bar.tone.value}"))
        values.append(Text(_number(_BAR_LEFT + width + _MARGIN_LABEL), _number(top + 31), bar.in_words))
    return Drawing(
        width=_WIDTH,
        height=_BAR_ROW * len(bars),
        bars=tuple(shapes),
        names=tuple(names),
        values=tuple(values),
        plot=_plot(
            "bar",
            tuple(bar.label for bar in bars),
            (of_bars,),
            high=high,
            ticks=ticks,
            scale=tuple(map(in_words, ticks)),
        ),
    )


def round_scale(most: float) -> tuple[float, tuple[float, ...]]:
    """Return the upper end of a scale from zero that is a round number, and its ticks."""
    step = next((one for one in _STEPS if one * 4 >= most), most / 4)
    return step * 4, tuple(step * tick for tick in range(5))


def _plot(
    kind: str,
    labels: tuple[str, ...],
    series: tuple[Series, ...],
    *,
    high: float,
    low: float = 0,
    ticks: tuple[float, ...] = (),
    scale: tuple[str, ...] = (),
    bands: tuple[Band, ...] = (),
) -> str:
    told = {"kind": kind, "labels": labels, "low": low, "high": high, "ticks": ticks, "scale": scale}
    told["bands"] = [asdict(one) for one in bands]
    return json.dumps({**told, "series": [asdict(one) for one in series]})


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
