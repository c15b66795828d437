"""A patient's measures, for who cares for them: scores, what waits, and sending one by hand."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from attune.care_records.errors import NoSuchRecord
from attune.care_records.queries.reach import Reach, reach
from attune.foundation.authorization import Actor
from attune.foundation.clock import now
from attune.measures.actions.assign import assign
from attune.measures.errors import AlreadySent, DoesNotFitAge, DueInThePast
from attune.measures.queries.flags import Flag, flags_of
from attune.measures.queries.of_chart import SentAssessment, assignable, sent_of
from attune.measures.queries.trend import Trend, trends
from attune.measures.rules.instrument import Instrument
from attune.patients.queries.charts import ChartFacts, chart
from attune.web.access import PersonRequest
from attune.web.components.actions import Action
from attune.web.components.charts import Chart
from attune.web.components.formatting import when
from attune.web.components.notices import Alert, Tone
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.greetings import viewer_zone
from attune.web.measures.trend_chart import clinical_chart
from attune.web.measures.wording import REASONS, STATES
from attune.web.shells import shell_for

SENT_SHOWN = 12
"""The newest ones; what became of the others stands in the scores."""


@dataclass(frozen=True, slots=True)
class MeasuresBlock:
    """A patient's scores as a block of any page: alerts, charts. Made by ``measures_block``."""

    alerts: tuple[Alert, ...]
    charts: tuple[Chart, ...]
    url: str


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    """Everything about a patient's measures."""

    name: str
    block: MeasuresBlock | None
    sent: Table | None
    may_send: bool


class SendForm(forms.Form):
    """Which questionnaire, and until when."""

    instrument = forms.ChoiceField(
        label=gettext_lazy("Questionnaire"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a questionnaire.")},
    )
    due_on = forms.DateField(
        label=gettext_lazy("To be answered by the end of"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose a day."),
            "invalid": gettext_lazy("Write the day as in 2027-03-16."),
        },
    )

    def __init__(self, *args: object, instruments: tuple[Instrument, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["instrument"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.code, one.name) for one in instruments]


@require_http_methods(["GET", "POST"])
def measures_of(request: PersonRequest, chart_id: UUID) -> HttpResponseBase:
    """Show a patient's scores and what they were sent, and send one more."""
    why = reach(request.actor, chart_id)
    patient = chart(request.actor, chart_id)
    instruments, tomorrow = assignable(request.actor, patient.birth_date), now() + timedelta(days=1)
    form = SendForm(
        request.POST if request.method == "POST" else None,
        instruments=instruments,
        initial={"due_on": tomorrow.astimezone(viewer_zone()).date()},
    )
    if request.method == "POST" and form.is_valid() and _has_sent(request, patient, form):
        messages.success(request, _("Sent. It waits on their page now."))
        return redirect("provider_measures", chart_id=chart_id)
    sent = sent_of(request.actor, chart_id)
    page = MeasuresPage(
        name=patient.name,
        block=measures_block(request.actor, chart_id, zone=viewer_zone(), why=why, is_opened=True),
        sent=_sent_table(sent[:SENT_SHOWN]) if sent else None,
        may_send=bool(instruments),
    )
    words = {"page": page, "form": form, "shell": shell_for(request)}
    return TemplateResponse(request, "measures/of_patient.html", words, status=422 if form.errors else 200)


def measures_block(
    actor: Actor, chart_id: UUID, *, zone: ZoneInfo, why: Reach | None = None, is_opened: bool = False
) -> MeasuresBlock | None:
    """Return a patient's scores for ``measures/block.html``, or None to who neither treats, covers nor supervises.

    ``why`` is what ``reach`` said, where the caller asked already; ``is_opened``: the caller has opened the chart.
    The reads go on record. Raises NotPermitted or NoSuchChart.
    """
    try:
        why or reach(actor, chart_id)
    except NoSuchRecord:
        return None
    found = trends(actor, chart_id, is_opened=is_opened)
    alerts = [_flag_alert(one, zone) for one in flags_of(actor, chart_id, is_open=True)]
    alerts.extend(_track_alert(one) for one in found if one.reasons)
    charts = tuple(clinical_chart(one, zone=zone) for one in found if one.points)
    return MeasuresBlock(tuple(alerts), charts, reverse("provider_measures", args=[chart_id]))


def _flag_alert(flag: Flag, zone: ZoneInfo) -> Alert:
    told = {
        "said": flag.said.lower(),
        "instrument": flag.instrument,
        "name": flag.named or _("Whoever covers"),
        "when": when(flag.due_at, now=now(), zone=zone),
    }
    return Alert(
        _("%(instrument)s item 9 was answered “%(said)s”") % told,
        _("%(name)s is asked to reach them. At the latest: %(when)s. Nobody has noted it yet.") % told,
        Tone.DANGER,
        actions=(Action(_("Note how it went"), reverse("safety_flag", args=[flag.flag_id])),),
        is_urgent=True,
    )


def _track_alert(found: Trend) -> Alert:
    title = _("%(name)s: not on track") % {"name": found.name}
    return Alert(title, " ".join(str(REASONS[reason]) for reason in found.reasons), Tone.CAUTION)


def _has_sent(request: PersonRequest, patient: ChartFacts, form: SendForm) -> bool:
    """Send it; what is refused stands at its field."""
    end = datetime.combine(form.cleaned_data["due_on"] + timedelta(days=1), time(), tzinfo=ZoneInfo(patient.zone))
    try:
        assign(
            request.actor,
            chart_id=patient.chart_id,
            instrument=form.cleaned_data["instrument"],
            due_at=end.astimezone(UTC),
        )
    except AlreadySent:
        form.add_error("instrument", _("The same one waits for an answer already."))
    except DoesNotFitAge as refused:
        form.add_error("instrument", _("It is meant for people from %(age)d on.") % {"age": refused.age_from})
    except DueInThePast:
        form.add_error("due_on", _("Choose a day that is not over."))
    return not form.errors


def _sent_table(sent: tuple[SentAssessment, ...]) -> Table:
    moment, zone = now(), viewer_zone()
    columns = (Column(_("Questionnaire")), Column(_("Sent")), Column(_("Until")), Column(_("State")))
    rows = tuple(
        Row(
            (
                Cell(one.name),
                Cell(when(one.sent_at, now=moment, zone=zone)),
                Cell(when(one.closes_at, now=moment, zone=zone)),
                Cell(badge=STATES[one.state]),
            )
        )
        for one in sent
    )
    return Table(_("Questionnaires sent"), columns, rows)
