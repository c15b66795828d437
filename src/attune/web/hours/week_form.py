"""The week as it is typed: rows of opening and closing times, a day after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from uuid import UUID

from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from attune.scheduling.errors import ClosesBeforeOpening, HoursOverlap, HoursRefused
from attune.scheduling.rules.availability import WeeklyHours
from attune.scheduling.rules.hours import require_weekly_hours
from attune.web.hours.wording import hours_sentence

MOST_ROWS = 12
"""More stretches of one day than anybody has."""

WORKDAYS = range(1, 6)


@dataclass(frozen=True, slots=True)
class Row:
    """One stretch as it was typed. ``whose`` is an offering's id, or empty for all of them."""

    opens: str = ""
    closes: str = ""
    whose: str = ""
    error: str = ""
    is_new: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not self.opens and not self.closes


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day of the week with its rows; ``error`` is about several of them."""

    weekday: int
    rows: tuple[Row, ...] = ()
    error: str = ""

    @property
    def name(self) -> str:
        """Return what the day is called."""
        return str(WEEKDAYS[self.weekday - 1])

    @property
    def others(self) -> tuple[tuple[int, str], ...]:
        """Return the days its rows can be copied to."""
        return tuple((number + 1, str(name)) for number, name in WEEKDAYS.items() if number + 1 != self.weekday)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days of rows."""

    days: tuple[WeekDay, ...]

    @property
    def is_wrong(self) -> bool:
        """Whether something in it must be mended."""
        return any(day.error or any(row.error for row in day.rows) for day in self.days)

    @property
    def has_hours(self) -> bool:
        """Whether anything is typed."""
        return any(not row.is_empty for day in self.days for row in day.rows)

    def hours(self) -> tuple[WeeklyHours, ...]:
        """Return the week as the rules know it; rows that cannot be read are left out."""
        return tuple(hours for day in self.days for row in day.rows if (hours := _read(day.weekday, row)))

    def changed(self, pressed: str, told: Mapping[str, Sequence[str]]) -> "Week":
        """Return the week after a button was pressed: add-3, remove-3-0, or copy-3 with the days chosen for it."""
        what, _dash, rest = pressed.partition("-")
        parts = [int(part) for part in rest.split("-") if part.isdecimal()]
        days = {day.weekday: day for day in self.days}
        if not parts or parts[0] not in days:
            return self
        here = days[parts[0]]
        if what == "add" and len(here.rows) < MOST_ROWS:
            days[here.weekday] = replace(here, rows=(*here.rows, Row(is_new=True)))
        elif what == "remove" and len(parts) == 2:
            kept = tuple(row for index, row in enumerate(here.rows) if index != parts[1])
            days[here.weekday] = replace(here, rows=kept)
        elif what == "copy":
            for chosen in told.get(f"copy-{here.weekday}", ()):
                if chosen.isdecimal() and int(chosen) in days:
                    days[int(chosen)] = WeekDay(int(chosen), here.rows)
        return Week(tuple(days.values()))

    def checked(self, offering_ids: Sequence[UUID]) -> "Week":
        """Return the week with what is wrong said where it is."""
        known = {str(offering_id) for offering_id in offering_ids}
        return Week(tuple(_checked(day, known) for day in self.days))


def kept_week(weekly: Sequence[WeeklyHours]) -> Week:
    """Return the week as it is kept."""
    return Week(
        tuple(
            WeekDay(
                weekday,
                tuple(
                    Row(f"{one.opens:%H:%M}", f"{one.closes:%H:%M}", str(one.offering_id or ""))
                    for one in sorted(weekly, key=lambda one: one.opens)
                    if one.weekday == weekday
                ),
            )
            for weekday in range(1, 8)
        )
    )


def typed_week(posted: QueryDict) -> Week:
    """Return the week as it was typed; a row that lacks a part has it empty."""
    days = []
    for weekday in range(1, 8):
        opens, closes, whose = (
            posted.getlist(f"{part}-{weekday}")[:MOST_ROWS] for part in ("opens", "closes", "whose")
        )
        rows = tuple(
            Row(opens[index].strip(), _at(closes, index).strip(), _at(whose, index).strip())
            for index in range(len(opens))
        )
        days.append(WeekDay(weekday, rows))
    return Week(tuple(days))


def with_refusal(week: Week, refusal: HoursRefused) -> Week:
    """Return the week with a refusal of the whole said at the day it is about, or at the first."""
    about = refusal.day if isinstance(refusal, ClosesBeforeOpening | HoursOverlap) else 1
    return Week(
        tuple(replace(day, error=hours_sentence(refusal)) if day.weekday == about else day for day in week.days)
    )


def _checked(day: WeekDay, known: set[str]) -> WeekDay:
    rows = tuple(replace(row, error=_row_error(row, known)) for row in day.rows)
    if any(row.error for row in rows):
        return WeekDay(day.weekday, rows)
    hours = [read for row in rows if (read := _read(day.weekday, row))]
    try:
        require_weekly_hours(hours)
    except HoursRefused as refusal:
        return WeekDay(day.weekday, rows, hours_sentence(refusal))
    return WeekDay(day.weekday, rows)


def _row_error(row: Row, known: set[str]) -> str:
    if row.is_empty:
        return ""
    if not row.opens or not row.closes:
        return _("Give both times, or remove this row.")
    for typed in (row.opens, row.closes):
        if read_time(typed) is None:
            return _("We cannot read %(typed)s. Type a time such as 09:00 or 17:30.") % {"typed": typed[:20]}
    if row.whose and row.whose not in known:
        return _("That is not offered any more. Choose another one.")
    return ""


def _read(weekday: int, row: Row) -> WeeklyHours | None:
    opens, closes = read_time(row.opens), read_time(row.closes)
    if opens is None or closes is None:
        return None
    try:
        whose = UUID(row.whose) if row.whose else None
    except ValueError:
        return None
    return WeeklyHours(weekday, opens, closes, whose)


def read_time(typed: str) -> time | None:
    """Return a typed time of day, None if it is none; 24:00 is midnight."""
    try:
        read = time.fromisoformat("00:00" if typed == "24:00" else typed.zfill(5))
    except ValueError:
        return None
    return read if read.tzinfo is None else None


def _at(values: Sequence[str], index: int) -> str:
    return values[index] if index < len(values) else ""
