"""What the style page shows: one sample of each component in each state. All names are invented."""

from dataclasses import dataclass
from uuid import UUID

from django import forms

from attune.web.components.actions import Action, Weight
from attune.web.components.charts import Chart
from attune.web.components.choices import Described
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

COLORS = tuple(
<<<<<<< HEAD
    ["ground", "surface", "surface-raised", "surface-sunk", "surface-hover", "ink", "ink-soft", "ink-faint", "line", "line-strong", "action", "action-hover", "on-action", "action-soft", "on-action-soft", "lamp", "lamp-hover", "on-lamp", "lamp-soft", "on-lamp-soft", "good", "good-soft", "caution", "caution-soft", "danger", "danger-soft", "on-danger", "note", "note-soft", "series-1", "series-2", "series-3", "series-4", "series-5", "series-6", "series-quiet"]
=======
    "ground surface surface-raised surface-sunk surface-hover ink ink-soft ink-faint line line-strong action "
    "action-hover on-action action-soft on-action-soft lamp lamp-hover on-lamp lamp-soft on-lamp-soft good "
    "good-soft caution caution-soft danger danger-soft on-danger note note-soft series-1 series-2 series-3 "
    "series-4 series-5 series-6 series-quiet".split()
>>>>>>> 2473da9 (encryption: Keep texts under a data key per practice and per person.)
)
PRIYA = PersonLine(Portrait(UUID(int=4), "Dr. Priya Ramanathan-Whitfield"), "Psychologist, Two Rivers Psychology")
TOBIAS = PersonLine(Portrait(UUID(int=2), "Tobias Lindqvist"), "LCSW")


class SampleForm(forms.Form):
    """A form with every kind of control."""

    name = forms.CharField(label="Name you go by", required=False)
    birth_date = forms.CharField(label="Birth date", help_text="For example 4/27/1994")
    npi = forms.CharField(label="NPI")
    fee = forms.CharField(label="Fee")
    state = forms.ChoiceField(label="State", choices=[("CO", "Colorado"), ("WY", "Wyoming")])
    code = forms.CharField(label="Code", widget=forms.TextInput(attrs={"inputmode": "numeric"}), required=False)
    talk = forms.ChoiceField(
        label="How would you like to talk?",
        choices=[("video", Described("Video", "From any browser, no app")), ("phone", "Phone")],
        widget=forms.RadioSelect,
    )
    times = forms.MultipleChoiceField(
        label="Times that suit you",
        choices=[("evenings", "Evenings"), ("weekends", "Weekends")],
        widget=forms.CheckboxSelectMultiple,
    )
    remind = forms.BooleanField(label="Remind me by text message", required=False)
    consent = forms.BooleanField(label="I have read the consent to telehealth", required=False)
    message = forms.CharField(
        label="Message", widget=forms.Textarea(attrs={"placeholder": "Write to Priya", "rows": 4}), required=False
    )

    def clean_birth_date(self) -> str:
        """Refuse the one date the sample gives."""
        raise forms.ValidationError("This date is in the future. Check the year.")


def sample_form() -> SampleForm:
    """Return the form as it comes back after a failed try."""
    values = {"birth_date": "4/27/2094", "npi": "1234567893", "fee": "165.00", "state": "CO", "code": "418203"}
    return SampleForm({**values, "talk": "video", "times": ["evenings"], "remind": "on", "consent": "on"})


@dataclass(frozen=True, slots=True)
class Samples:
    """The samples in the order of the page."""

    colors: tuple[str, ...] = COLORS
    stepper: Stepper = Stepper(3, 6, "where you are", "about 2 minutes left")
    saved_stepper: Stepper = Stepper(5, 6, "who fits you", is_saved=True)
    steps: tuple[NamedStep, ...] = (
        NamedStep("Practice", is_done=True),
        NamedStep("Checks", is_done=True),
        NamedStep("Agreements", is_current=True),
        NamedStep("Payout account"),
    )
    progress: Progress = Progress("Importing patients", 62, 100, "6,200 of 10,000")
    tight: Progress = Progress("Wyoming team", 58, 60, "58 of 60", is_tight=True)
    badges: tuple[Badge, ...] = (
        Badge("Neutral"),
        Badge("Good", Tone.GOOD),
        Badge("30 days left", Tone.CAUTION),
        Badge("7 days left", Tone.DANGER),
        Badge("Cannot check", Tone.NOTE),
        Badge("Waits now", Tone.NOW),
    )
    checks: tuple[Check, ...] = (
        Check("NPI", CheckOutcome.GOOD, "good"),
        Check("Lic", CheckOutcome.BAD, "bad"),
        Check("LEIE", CheckOutcome.GOOD, "good"),
        Check("SAM", CheckOutcome.UNKNOWN, "cannot check"),
        Check("Ins", CheckOutcome.WAITING, "not yet"),
        Check("BAA", CheckOutcome.WAITING, "not yet"),
    )
    alerts: tuple[Alert, ...] = (
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
    )
    alert_with_way: Alert = Alert(
        "Solveig’s Colorado license ends in 7 days.",
        "From March 24 nobody can book her; 14 sessions are planned.",
        Tone.DANGER,
        actions=(
            Action("Ask Solveig to renew", "#alerts", Weight.PRIMARY),
            Action("Plan cover", "#alerts", Weight.QUIET),
        ),
    )
    priya: PersonLine = PRIYA
    tobias: PersonLine = TOBIAS
    portraits: tuple[Portrait, ...] = tuple(
        Portrait(UUID(int=number), name)
        for number, name in enumerate(("Amara Nwosu-Bright", "Theo Baptiste", "Yusra El-Amin", "Hollis Park"))
    )
    tasks: TaskList = TaskList(
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
    )
    no_tasks: TaskList = TaskList(
        heading="Exceptions",
        rows=(),
        key="nothing",
        empty=EmptyState("Nothing needs you", "All 1,284 sessions of today run by themselves."),
    )
    figures: tuple[Figure, ...] = (
        Figure("Hours filled this week", "81%", "6 points above last week", Change.GOOD),
        Figure("No-shows, 30 days", "4.2%", "11 of 262 sessions"),
        Figure("Notes later than 48 h", "5", "4 of them by one person", Change.BAD),
        Figure("Next payout, Fri, March 19", "$9,417.65", "7 members share it", is_phi=True),
    )
    facts: tuple[Fact, ...] = (
        Fact("Plan", "Review on April 6"),
        Fact("Safety plan", "Feb 3", url="#cards"),
        Fact("Consents", "All valid"),
    )
    table: Table = TABLE
    pagination: Pagination = Pagination("1 to 50 of 1,284", after_url="#table")
    undo_toast: Toast = Toast("Moved to Thursday, 6:00 PM.", Action("Undo", "#dialogs"))
    toast: Toast = Toast("No connection. Your note is kept on this device.")
    tabs: tuple[Tab, ...] = (
        Tab("Timeline", "#tabs", is_current=True),
        Tab("Notes", "#tabs"),
        Tab("Measures", "#tabs"),
    )
    segments: tuple[Tab, ...] = (Tab("Week", "#tabs", is_current=True), Tab("Month", "#tabs"))
    picker: SlotPicker = SlotPicker(
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
    )
    sum: MoneySum = MoneySum(
        (
            MoneyLine("First session, 50 min", "$165.00"),
            MoneyLine("Meridian Blue PPO pays", "−$135.00", note="As the plan told us today"),
        ),
        MoneyLine("You pay", "$30.00"),
    )
    payouts: tuple[Payout, ...] = (
        Payout(PayoutState.PROMISED, "Mon, March 22"),
        Payout(PayoutState.ON_ITS_WAY, "Fri, March 19"),
        Payout(PayoutState.ARRIVED, "Fri, March 12"),
        Payout(PayoutState.WAITS, "Sign it and it joins March 22"),
    )
    week: Week = WEEK
    months: tuple[TimelineMonth, ...] = EVENTS
    charts: tuple[Chart, ...] = CHARTS
    empties: tuple[EmptyState, ...] = (
        EmptyState(
            "No sessions yet",
            "When you book one, it stands here with its join button.",
            Drawing.DOOR,
            Action("Find a time", "#empty", Weight.PRIMARY),
        ),
        EmptyState("No messages", "Priya answers within two working days.", Drawing.LETTER),
        EmptyState("In tune", "Two check-ins make a line; the next one is due on Tuesday.", Drawing.FORK),
    )
    crisis: Crisis = Crisis(
        "Thank you for telling us.",
        "You do not have to carry that alone, not even tonight.",
        (
            CrisisWay("Call 988", "A trained person, free, any hour", "tel:988", "phone"),
            CrisisWay("Text 988", "If talking is too much right now", "sms:988", "message"),
            CrisisWay("Call 911", "If someone is in danger this minute", "tel:911", "lifebuoy"),
        ),
        follow_up=Alert("Dana Osei will call you", "By 10:45 AM, at the number ending 0173.", Tone.GOOD),
        plan=Action("Open my safety plan", "#crisis"),
    )
    reasons: tuple[str, ...] = (
        "Works with worry that does not switch off",
        "Free on weekday evenings",
    )


SAMPLES = Samples()
