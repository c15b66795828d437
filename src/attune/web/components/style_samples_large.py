"""The style page's larger samples: a table, a week, a timeline, charts. All names are invented."""

from datetime import UTC, datetime, time

from attune.web.components.charts import Band, Bar, Chart, Series, SeriesTone, bar_drawing, line_drawing
from attune.web.components.notices import Badge, Tone
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.components.timeline import Bead, TimelineEvent, TimelineMonth
from attune.web.components.week import Day, Entry, EntryKind, OpenHours, Week

SAMPLE_NOW = datetime(2027, 3, 16, 17, 5, tzinfo=UTC)
TABLE = Table(
    caption="Sessions not yet paid out",
    columns=(
        Column("Session"),
        Column("Price", is_number=True),
        Column("Platform", is_number=True),
        Column("You get", is_number=True),
        Column("State"),
    ),
    rows=(
        Row(
            (
                Cell("M. Achterberg-O.", "March 16, 50 min", is_phi=True),
                Cell("$165.00"),
                Cell("−$23.10"),
                Cell("$141.90"),
                Cell(badge=Badge("Promised")),
            )
        ),
        Row(
            (
                Cell("Okonkwo and Reyes", "March 15, couple, 80 min", is_phi=True),
                Cell("$240.00"),
                Cell("−$33.60"),
                Cell("$206.40"),
                Cell(badge=Badge("On its way", Tone.NOTE)),
            )
        ),
        Row(
            (
                Cell("A. Nwosu-Bright", "March 8, refund", is_phi=True),
                Cell("−$165.00"),
                Cell("+$23.10"),
                Cell("−$141.90"),
                Cell(badge=Badge("Taken off", Tone.DANGER)),
            )
        ),
        Row((Cell("Together"), Cell("$240.00"), Cell("−$33.60"), Cell("$206.40"), Cell()), is_total=True),
    ),
)
_OPEN = (OpenHours(time(9), 480),)
WEEK = Week(
    zone="PDT",
    days=(
        Day(
            "Mon",
            15,
            "Monday, March 15",
            "6 of 7",
            "#week",
            _OPEN,
            (
                Entry("Jonas Feld-Arroyo", "9:00, done", time(9), 50, EntryKind.PAST, "#week", "video"),
                Entry("Lunch", "", time(12, 30), 50, EntryKind.BUSY, is_phi=False),
            ),
        ),
        Day(
            "Tue",
            16,
            "Tuesday, March 16",
            "7 of 8",
            "#week",
            _OPEN,
            (
                Entry(
                    "Wilhelmina Achterberg-Oyelaran",
                    "10:00, in the waiting room",
                    time(10),
                    50,
                    EntryKind.NOW,
                    "#week",
                    "door",
                ),
                Entry("Rosalind Quaye", "11:00, video", time(11), 50, url="#week", icon="video"),
                Entry(
                    "Panic course, week 4 of 8",
                    "1:30, 7 of 8 seats",
                    time(13, 30),
                    90,
                    EntryKind.GROUP,
                    "#week",
                    "people",
                ),
                Entry(
                    "New: D. Halvorsen",
                    "4:30, asks for approval",
                    time(16, 30),
                    50,
                    EntryKind.REQUEST,
                    "#week",
                    "clock",
                ),
            ),
            now=time(10, 5),
        ),
        Day("Wed", 17, "Wednesday, March 17", "5 of 8", "#week", (OpenHours(time(11), 480),)),
        Day("Thu", 18, "Thursday, March 18", "4 of 7", "#week", _OPEN),
        Day("Fri", 19, "Friday, March 19", "2 of 4", "#week", (OpenHours(time(9), 240),)),
    ),
)
EVENTS = (
    TimelineMonth(
        "March 2027",
        (
            TimelineEvent(
                "Session 7, by video",
                datetime(2027, 3, 16, 17, tzinfo=UTC),
                "Note not signed yet. Two panic attacks since last week, both on the bus.",
                "video",
                Bead.SESSION,
                Badge("To sign", Tone.CAUTION),
            ),
            TimelineEvent(
                "Item 9 answered “several days”",
                datetime(2027, 3, 16, 16, 11, tzinfo=UTC),
                "Seen by Dana Osei at 9:14 AM, called at 9:32 AM. Safety plan confirmed.",
                "alert",
                Bead.RISK,
                Badge("Closed in 21 min", Tone.GOOD),
            ),
            TimelineEvent(
                "PHQ-9 is 12, GAD-7 is 11",
                datetime(2027, 3, 16, 16, 11, tzinfo=UTC),
                "Moderate. One point more than two weeks ago, four less than at the start.",
                "pulse",
                Bead.MEASURE,
            ),
        ),
    ),
)
_DATES = ("Jan 20", "Feb 3", "Feb 17", "Mar 3", "Mar 16")
_SCORES = (16, 17, 14, 11, 12)
_STEPS = (
    Bar("Opened the questions", 1284, "1,284, all"),
    Bar("Answered all six", 1002, "1,002, 78%"),
    Bar("Saw three who fit", 940, "940, 73%"),
    Bar("Booked", 412, "412, 32%", SeriesTone.SECOND),
)
CHARTS = (
    Chart(
        question="How have the last weeks been?",
        answer="12 today, 4 less than when you started. Lower means fewer bad days.",
        described="Line of five check-ins: 16, 17, 14, 11 and 12 of 27",
        drawing=line_drawing(
            _DATES,
            (Series("Score", _SCORES),),
            low=0,
            high=27,
            ticks=(0, 9, 18, 27),
            bands=(Band("few", 0, 5), Band("some", 5, 10), Band("many", 10, 20), Band("most", 20, 27)),
        ),
        numbers=Table(
            "Your check-ins",
            (Column("Date"), Column("Score of 27", is_number=True)),
            tuple(Row((Cell(date), Cell(str(score)))) for date, score in zip(_DATES, _SCORES, strict=True)),
        ),
    ),
    Chart(
        question="Where do people stop?",
        answer="Most stop between seeing three people and booking one: 528 of 940.",
        described="Four bars from 1,284 who opened the questions to 412 who booked",
        drawing=bar_drawing(_STEPS),
        numbers=Table(
            "Steps to a booking",
            (Column("Step"), Column("People", is_number=True)),
            tuple(Row((Cell(step.label), Cell(step.in_words))) for step in _STEPS),
        ),
    ),
)
