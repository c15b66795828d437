"""The first charts: how much is booked, what comes in, how long people wait for their first session."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from attune.insights.queries.open_days import ProviderFill
from attune.insights.rules.day import SHOWN_FROM, Numbers, Week
from attune.kernel.money import Money
from attune.web.components.charts import (
    Bar,
    Chart,
    Drawing,
    Series,
    bar_drawing,
    column_drawing,
    plain_number,
    round_scale,
)
from attune.web.components.formatting import money
from attune.web.components.tables import Cell, Column, Row, Table

KINDS = ("bookings", "revenue", "fill", "wait")
"""Each by its name in addresses."""

PROVIDERS = "providers"
"""The practice's own: how full each of its calendars is."""


def chart_of(kind: str, weeks: Sequence[Week], total: Numbers, csv_url: str) -> Chart:
    """Return one of the charts, with the table behind it."""
    made: dict[str, Callable[[Sequence[Week], Numbers, str], Chart]] = {
        "bookings": _bookings,
        "revenue": _revenue,
        "fill": _fill,
        "wait": _wait,
    }
    return made[kind](weeks, total, csv_url)


def _bookings(weeks: Sequence[Week], total: Numbers, csv_url: str) -> Chart:
    booked = tuple(one.numbers.booked for one in weeks)
    columns = (_("Booked"), _("Took place"), _("Missed"), _("Canceled late"))
    counts = [
        (one.numbers.booked, one.numbers.held, one.numbers.missed, one.numbers.canceled_late)
        for one in (*weeks, Week(date.min, total))
    ]
    rows = [tuple(str(count) for count in row) for row in counts]
    return Chart(
        question=_("How much is booked?"),
        answer=ngettext("%(number)d session was booked.", "%(number)d sessions were booked.", total.booked)
        % {"number": total.booked},
        described=_("A column for each week: %(numbers)s") % {"numbers": ", ".join(map(str, booked))},
        drawing=_columns(weeks, booked),
        numbers=_table(_("Sessions by week"), columns, weeks, rows),
        csv_url=csv_url,
    )


def _revenue(weeks: Sequence[Week], total: Numbers, csv_url: str) -> Chart:
    received = [Money(one.numbers.received_minor) for one in weeks]
    rows = [(money(one),) for one in (*received, Money(total.received_minor))]
    return Chart(
        question=_("What comes in?"),
        answer=_("%(amount)s was received, less what was given back.") % {"amount": money(Money(total.received_minor))},
        described=_("A column for each week: %(numbers)s") % {"numbers": ", ".join(money(one) for one in received)},
        drawing=_columns(weeks, tuple(max(0, one.minor) / 100 for one in received), round_money),
        numbers=_table(_("Received by week"), (_("Received"),), weeks, rows),
        csv_url=csv_url,
    )


def _wait(_weeks: Sequence[Week], total: Numbers, csv_url: str) -> Chart:
    labels = (_("Within 3 days"), _("4 to 7 days"), _("8 to 14 days"), _("Later"))
    counts = total.waits if total.tells_waits else ()
    soon = total.first_in_3 + total.first_in_7
    answer = (
        _("%(soon)d of %(all)d people had their first session within a week of signing up.")
        % {"soon": soon, "all": total.first_sessions}
        if counts
        else _("Fewer than %(number)d people had their first session: not shown.") % {"number": SHOWN_FROM}
    )
    bars = tuple(Bar(label, count, str(count)) for label, count in zip(labels, counts, strict=False))
    return Chart(
        question=_("How long do people wait for their first session?"),
        answer=answer,
        described=", ".join(f"{bar.label}: {bar.in_words}" for bar in bars),
        drawing=bar_drawing(bars),
        numbers=Table(
            _("From signing up to the first session"),
            (Column(_("Days")), Column(_("People"), is_number=True)),
            tuple(Row((Cell(bar.label), Cell(bar.in_words))) for bar in bars),
        ),
        csv_url=csv_url,
    )


def _fill(weeks: Sequence[Week], total: Numbers, csv_url: str) -> Chart:
    shares = [one.numbers.fill_share for one in weeks]
    rows = [
        (hours(one.open_minutes), hours(one.filled_minutes), percent(one.fill_share))
        for one in (*(week.numbers for week in weeks), total)
    ]
    return Chart(
        question=_("How much of the open hours is booked?"),
        answer=_fill_answer(total),
        described=_("A column for each week, in percent: %(numbers)s") % {"numbers": ", ".join(map(percent, shares))},
        drawing=_columns(weeks, tuple((share or 0) * 100 for share in shares), _of_a_hundred),
        numbers=_table(_("Open hours by week"), (_("Open hours"), _("Booked hours"), _("Booked")), weeks, rows),
        csv_url=csv_url,
    )


def _fill_answer(total: Numbers) -> str:
    if total.fill_share is None:
        return _("No open hours were counted in these days.")
    told = {
        "share": percent(total.fill_share),
        "filled": hours(total.filled_minutes),
        "open": hours(total.open_minutes),
    }
    return (
        _(
            "%(share)s of the open hours were booked: %(filled)s of %(open)s. Open is what the hours of each day let "
            "people book, less time off; what was canceled fills nothing."
        )
        % told
    )


def chart_of_providers(found: Sequence[ProviderFill], csv_url: str) -> Chart:
    """Return how full each provider's calendar is, the fullest first, with the table behind it by name."""
    by_fill = sorted(found, key=lambda one: one.filled.share or 0, reverse=True)
    bars = tuple(Bar(one.name, (one.filled.share or 0) * 100, percent(one.filled.share)) for one in by_fill)
    fullest = by_fill[0] if by_fill else None
    return Chart(
        question=_("Who is too full, who too empty?"),
        answer=_("%(name)s is the fullest: %(share)s of their open hours were booked.")
        % {"name": fullest.name, "share": percent(fullest.filled.share)}
        if fullest
        else _("No open hours were counted in these days."),
        described=", ".join(f"{bar.label}: {bar.in_words}" for bar in bars),
        drawing=bar_drawing(bars, in_words=_of_a_hundred),
        numbers=Table(
            _("Open hours by provider"),
            (
                Column(_("Provider")),
                Column(_("Open hours"), is_number=True),
                Column(_("Booked hours"), is_number=True),
                Column(_("Booked"), is_number=True),
            ),
            tuple(
                Row(
                    (
                        Cell(one.name),
                        Cell(hours(one.filled.open_minutes)),
                        Cell(hours(one.filled.filled_minutes)),
                        Cell(percent(one.filled.share)),
                    )
                )
                for one in found
            ),
        ),
        csv_url=csv_url,
    )


def hours(minutes: int) -> str:
    """Return minutes as hours, to a tenth."""
    return f"{minutes / 60:,.1f}".removesuffix(".0")


def percent(share: float | None) -> str:
    """Return a share in whole percent; a dash for none."""
    return "–" if share is None else f"{share * 100:.0f}%"


def _of_a_hundred(value: float) -> str:
    return f"{plain_number(value)}%"


def round_money(value: float) -> str:
    """Return dollars as they fit beside a drawing, as "$750" or "$12.5k"."""
    if value >= 1_000_000:
        return f"${plain_number(value / 1_000_000)}M"
    return f"${plain_number(value / 1_000)}k" if value >= 1_000 else f"${plain_number(value)}"


def _columns(
    weeks: Sequence[Week], values: tuple[float, ...], in_words: Callable[[float], str] = plain_number
) -> Drawing:
    high, ticks = round_scale(max(values, default=0))
    labels = tuple(formatted(one.begins_on, pgettext("date format", "M j")) for one in weeks)
    return column_drawing(labels, Series("", values), high=high, ticks=ticks, in_words=in_words)


def _table(caption: str, columns: Sequence[str], weeks: Sequence[Week], rows: Sequence[tuple[str, ...]]) -> Table:
    """Return a row for each week, and one for all of them."""
    names = [formatted(one.begins_on, pgettext("date format", "F j, Y")) for one in weeks]
    return Table(
        caption,
        (Column(_("Week from")), *(Column(one, is_number=True) for one in columns)),
        tuple(
            Row((Cell(name), *map(Cell, row)), is_total=place == len(weeks))
            for place, (name, row) in enumerate(zip((*names, _("All")), rows, strict=True))
        ),
    )
