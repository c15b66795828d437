"""What the style page shows: one sample of each component in each state. All names are invented."""

from dataclasses import dataclass
from uuid import UUID

from attune.web.components.actions import Action, Weight
from attune.web.components.charts import Chart
from attune.web.components.figures import Change, Fact, Figure
from attune.web.components.money import MoneyLine, MoneySum, Payout, PayoutState
from attune.web.components.notices import (
    Alert,
    Badge,
    Check,
    CheckOutcome,
    Crisis,
    CrisisWay,
    Drawing,
    EmptyState,
    Toast,
    Tone,
)
from attune.web.components.people import PersonLine, Portrait
from attune.web.components.slots import PartOfDay, Slot, SlotDay, SlotPicker
from attune.web.components.steps import NamedStep, Progress, Stepper, Tab
from attune.web.components.style_samples_large import CHARTS, EVENTS, TABLE, WEEK
from attune.web.components.tables import Pagination, Table
from attune.web.components.tasks import TaskList, TaskRow, Urgency
from attune.web.components.timeline import TimelineMonth
from attune.web.components.week import Week

COLORS = (
    "ground",
    "surface",
    "surface-raised",
    "surface-sunk",
    "surface-hover",
    "ink",
    "ink-soft",
    "ink-faint",
    "line",
    "line-strong",
    "action",
    "action-hover",
    "on-action",
    "action-soft",
    "on-action-soft",
    "lamp",
    "lamp-hover",
    "on-lamp",
    "lamp-soft",
    "on-lamp-soft",
    "good",
    "good-soft",
    "caution",
    "caution-soft",
    "danger",
    "danger-soft",
    "on-danger",
    "note",
    "note-soft",
    "series-1",
    "series-2",
    "series-3",
    "series-4",
    "series-5",
    "series-6",
    "series-quiet",
)
PRIYA = PersonLine(Portrait(UUID(int=4), "Dr. Priya Ramanathan-Whitfield"), "Psychologist, Two Rivers Psychology")
TOBIAS = PersonLine(Portrait(UUID(int=2), "Tobias Lindqvist"), "LCSW")


@dataclass(frozen=True, slots=True)
class Samples:
    """The samples in the order of the page."""

    colors: tuple[str, ...]
    stepper: Stepper
    saved_stepper: Stepper
    steps: tuple[NamedStep, ...]
    progress: Progress
    tight: Progress
    badges: tuple[Badge, ...]
    checks: tuple[Check, ...]
    alerts: tuple[Alert, ...]
    alert_with_way: Alert
    priya: PersonLine
    tobias: PersonLine
    portraits: tuple[Portrait, ...]
    tasks: TaskList
    no_tasks: TaskList
    figures: tuple[Figure, ...]
    facts: tuple[Fact, ...]
    table: Table
    pagination: Pagination
    undo_toast: Toast
    toast: Toast
    tabs: tuple[Tab, ...]
    segments: tuple[Tab, ...]
    picker: SlotPicker
    sum: MoneySum
    payouts: tuple[Payout, ...]
    week: Week
    months: tuple[TimelineMonth, ...]
    charts: tuple[Chart, ...]
    empties: tuple[EmptyState, ...]
    crisis: Crisis
    reasons: tuple[str, ...]


SAMPLES = Samples(
    colors=COLORS,
    stepper=Stepper(3, 6, "where you are", "about 2 minutes left"),
    saved_stepper=Stepper(5, 6, "who fits you", is_saved=True),
    steps=(
        NamedStep("Practice", is_done=True),
        NamedStep("Checks", is_done=True),
        NamedStep("Agreements", is_current=True),
        NamedStep("Payout account"),
    ),
    progress=Progress("Importing patients", 62, 100, "6,200 of 10,000"),
    tight=Progress("Wyoming team", 58, 60, "58 of 60", is_tight=True),
    badges=(
        Badge("Neutral"),
        Badge("Good", Tone.GOOD),
        Badge("30 days left", Tone.CAUTION),
        Badge("7 days left", Tone.DANGER),
        Badge("Cannot check", Tone.NOTE),
        Badge("Waits now", Tone.NOW),
    ),
    checks=(
        Check("NPI", CheckOutcome.GOOD, "good"),
        Check("Lic", CheckOutcome.BAD, "bad"),
        Check("LEIE", CheckOutcome.GOOD, "good"),
        Check("SAM", CheckOutcome.UNKNOWN, "cannot check"),
        Check("Ins", CheckOutcome.WAITING, "not yet"),
        Check("BAA", CheckOutcome.WAITING, "not yet"),
    ),
    alerts=(
        Alert("Clocks went forward on Sunday", "Your 5:30 PM stays 5:30 PM."),
        Alert("Signed and locked", "Changes are addenda from now on.", Tone.GOOD),
        Alert(
            "Calendar last read 3 hours ago",
            "Bookings wait for your yes until it answers again.",
            Tone.CAUTION,
        ),
        Alert(
            "The payment did not go through",
            "Your bank declined it. Nothing was taken. Try another card.",
            Tone.DANGER,
        ),
        Alert("Mina is in the waiting room", "For 4 minutes.", Tone.NOW),
    ),
    alert_with_way=Alert(
        "Solveig’s Colorado license ends in 7 days.",
        "From March 24 nobody can book her; 14 sessions are planned.",
        Tone.DANGER,
        actions=(
            Action("Ask Solveig to renew", "#alerts", Weight.PRIMARY),
            Action("Plan cover", "#alerts", Weight.QUIET),
        ),
    ),
    priya=PRIYA,
    tobias=TOBIAS,
    portraits=tuple(
        Portrait(UUID(int=number), name)
        for number, name in enumerate(("Amara Nwosu-Bright", "Theo Baptiste", "Yusra El-Amin", "Hollis Park"))
    ),
    tasks=TaskList(
        heading="For you to do",
        summary="3 things",
        rows=(
            TaskRow(
                "LEIE match by name and birth date",
                "NPI differs. Already stopped for booking at 3:14 AM; 6 sessions are today.",
                Action("Compare and decide", "#tasks", Weight.PRIMARY),
                due="6 h 51 min",
                icon="shield",
                urgency=Urgency.URGENT,
                other=Action("Trace", "#tasks"),
            ),
            TaskRow(
                "Two-week check-in",
                "Nine questions, about a minute.",
                Action("Start", "#tasks", Weight.SECONDARY),
                due="today",
                icon="pulse",
                urgency=Urgency.SOON,
            ),
            TaskRow("Pay $30.00", "For March 10.", Action("Pay", "#tasks"), icon="money"),
        ),
    ),
    no_tasks=TaskList(
        heading="Exceptions",
        rows=(),
        key="nothing",
        empty=EmptyState("Nothing needs you", "All 1,284 sessions of today run by themselves."),
    ),
    figures=(
        Figure("Hours filled this week", "81%", "6 points above last week", Change.GOOD),
        Figure("No-shows, 30 days", "4.2%", "11 of 262 sessions"),
        Figure("Notes later than 48 h", "5", "4 of them by one person", Change.BAD),
        Figure("Next payout, Fri, March 19", "$9,417.65", "7 members share it", is_phi=True),
    ),
    facts=(
        Fact("Plan", "Review on April 6"),
        Fact("Safety plan", "Feb 3", url="#cards"),
        Fact("Consents", "All valid"),
    ),
    table=TABLE,
    pagination=Pagination("1 to 50 of 1,284", after_url="#table"),
    undo_toast=Toast("Moved to Thursday, 6:00 PM.", Action("Undo", "#dialogs")),
    toast=Toast("No connection. Your note is kept on this device."),
    tabs=(
        Tab("Timeline", "#tabs", is_current=True),
        Tab("Notes", "#tabs"),
        Tab("Measures", "#tabs"),
    ),
    segments=(Tab("Week", "#tabs", is_current=True), Tab("Month", "#tabs")),
    picker=SlotPicker(
        days_label="Day in March 2027",
        zone="Mountain",
        difference="She is in Pacific time, one hour earlier.",
        days=(
            SlotDay("16", "Tue", 16, "full", is_full=True),
            SlotDay("17", "Wed", 17, "5 free", is_chosen=True),
            SlotDay("18", "Thu", 18, "4 free"),
            SlotDay("19", "Fri", 19, "2 free"),
        ),
        parts=(
            PartOfDay(
                "Wednesday, March 17: evening",
                (
                    Slot("17:00", "5:00 PM"),
                    Slot("17:30", "5:30 PM", is_chosen=True),
                    Slot("18:00", "6:00 PM", is_taken=True),
                ),
            ),
        ),
    ),
    sum=MoneySum(
        (
            MoneyLine("First session, 50 min", "$165.00"),
            MoneyLine("Meridian Blue PPO pays", "−$135.00", note="As the plan told us today"),
        ),
        MoneyLine("You pay", "$30.00"),
    ),
    payouts=(
        Payout(PayoutState.PROMISED, "Mon, March 22"),
        Payout(PayoutState.ON_ITS_WAY, "Fri, March 19"),
        Payout(PayoutState.ARRIVED, "Fri, March 12"),
        Payout(PayoutState.WAITS, "Sign it and it joins March 22"),
    ),
    week=WEEK,
    months=EVENTS,
    charts=CHARTS,
    empties=(
        EmptyState(
            "No sessions yet",
            "When you book one, it stands here with its join button.",
            Drawing.DOOR,
            Action("Find a time", "#empty", Weight.PRIMARY),
        ),
        EmptyState("No messages", "Priya answers within two working days.", Drawing.LETTER),
        EmptyState("In tune", "Two check-ins make a line; the next one is due on Tuesday.", Drawing.FORK),
    ),
    crisis=Crisis(
        "Thank you for telling us.",
        "You do not have to carry that alone, not even tonight.",
        (
            CrisisWay("Call 988", "A trained person, free, any hour", "tel:988", "phone"),
            CrisisWay("Text 988", "If talking is too much right now", "sms:988", "message"),
            CrisisWay("Call 911", "If someone is in danger this minute", "tel:911", "lifebuoy"),
        ),
        follow_up=Alert("Dana Osei will call you", "By 10:45 AM, at the number ending 0173.", Tone.GOOD),
        plan=Action("Open my safety plan", "#crisis"),
    ),
    reasons=(
        "Works with worry that does not switch off",
        "Free on weekday evenings",
    ),
)
