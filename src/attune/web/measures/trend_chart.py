"""A trend as a chart: a line over bands, with its numbers as a table."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from attune.measures.queries.trend import Trend
from attune.web.components.charts import Band, Chart, Series, line_drawing
from attune.web.components.formatting import axis_day, short_day
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.components.text import Text
from attune.web.measures.wording import BANDS, PLAIN_BANDS, SHORT_BANDS, about, change_in_words, plain_change

SHOWN_MAX = 12
"""The newest scores stand in the drawing; the table has them all."""


def clinical_chart(found: Trend, *, zone: ZoneInfo) -> Chart:
    """Return a patient's trend as a clinician reads it."""
    return _chart(found, zone=zone, question=found.name, answer=change_in_words(found), words=BANDS, short=SHORT_BANDS)


def plain_chart(found: Trend, *, zone: ZoneInfo, whose: str = "") -> Chart:
    """Return one's own trend, or one's child's, in plain words."""
    title = about(found.instrument, found.name)
    question = f"{whose}: {title}" if whose else title
    return _chart(found, zone=zone, question=question, answer=plain_change(found), words=PLAIN_BANDS, short=PLAIN_BANDS)


def _chart(
    found: Trend,
    *,
    zone: ZoneInfo,
    question: str,
    answer: str,
    words: Mapping[str, Text],
    short: Mapping[str, Text],
) -> Chart:
    shown = found.points[-SHOWN_MAX:]
    told = ", ".join(str(point.score) for point in shown)
    return Chart(
        question=question,
        answer=answer,
        described=_("Line of scores from the earliest to the newest: %(scores)s, of %(max)d.")
        % {"scores": told, "max": found.score_max},
        drawing=line_drawing(
            tuple(axis_day(point.at, zone) for point in shown),
            (Series(_("Score"), tuple(float(point.score) for point in shown)),),
            low=0,
            high=found.score_max,
            ticks=(*(float(band.low) for band in found.bands), float(found.score_max)),
            bands=_bands(found, short),
        ),
        numbers=_table(found, zone=zone, words=words),
    )


def _bands(found: Trend, words: Mapping[str, Text]) -> tuple[Band, ...]:
    """Return the bands from edge to edge; neighbors of one word are one."""
    drawn: list[Band] = []
    for band in found.bands:
        label = str(words.get(band.code, band.code))
        high = float(min(band.high + 1, found.score_max))
        if drawn and drawn[-1].label == label:
            drawn[-1] = Band(label, drawn[-1].low, high)
        else:
            drawn.append(Band(label, float(band.low), high))
    return tuple(drawn)


def _table(found: Trend, *, zone: ZoneInfo, words: Mapping[str, Text]) -> Table:
    rows = tuple(
        Row(
            (
                Cell(short_day(point.at, zone)),
                Cell(str(point.score)),
                Cell(
                    str(words.get(point.band, point.band)),
                    under=_("%(answered)d of %(asked)d answered")
                    % {"answered": point.answered, "asked": found.questions}
                    if point.is_prorated
                    else "",
                ),
            )
        )
        for point in reversed(found.points)
    )
    columns = (
        Column(_("Date")),
        Column(_("Score of %(max)d") % {"max": found.score_max}, is_number=True),
        Column(_("Range")),
    )
    return Table(_("Scores"), columns, rows)
