"""The pages of charts: one chart, letting a colleague in, and the list of one's own patients."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from attune.care_records.actions.let_cover import let_cover
from attune.care_records.errors import CoverRefused, NoSuchRecord
from attune.care_records.queries.reach import Reach, reach
from attune.care_records.rules.policy import RecordsPolicy
from attune.credentialing.errors import NoSuchProvider
from attune.credentialing.queries.providers import providers_here
from attune.credentialing.rules.clearance import Standing
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.patients.queries.charts import ChartFacts, chart, charts
from attune.scheduling.queries.of_charts import Client, clients_of
from attune.web.access import PersonRequest
from attune.web.chart.page import Look, chart_page
from attune.web.components.formatting import when
from attune.web.components.notices import Drawing, EmptyState
from attune.web.components.people import PersonLine, Portrait
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.greetings import viewer_zone
from attune.web.onboarding.forms import DATE_FORMATS
from attune.web.shells import shell_for

SECONDS_MAX = 10**10


class CoverForm(forms.Form):
    """Who is let in, until when, and why."""

    provider = forms.ChoiceField(
        label=gettext_lazy("Who stands in"),
        error_messages={"required": gettext_lazy("Choose a colleague.")},
    )
    until = forms.DateField(
        label=gettext_lazy("Until the end of"),
        help_text=gettext_lazy("Like 3/17/2027."),
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%m/%d/%Y", attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Say until which day."),
            "invalid": gettext_lazy("We cannot read this date. Write it like 3/17/2027."),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        help_text=gettext_lazy("Encrypted. It stands in the chart’s own record of who was let in."),
        error_messages={"required": gettext_lazy("Say why, in a sentence.")},
    )


@dataclass(frozen=True, slots=True)
class ClientsPage:
    """Everybody one treats: who comes next first."""

    subtitle: str
    table: Table | None
    empty: EmptyState


@require_GET
def one(request: PersonRequest, chart_id: UUID) -> HttpResponseBase:
    """Show a chart."""
    page = chart_page(request.actor, chart_id, Look(now(), viewer_zone(), _before(request)))
    return TemplateResponse(request, "chart/chart.html", {"shell": shell_for(request), "page": page})


@require_http_methods(["GET", "POST"])
def cover(request: PersonRequest, chart_id: UUID) -> HttpResponseBase:
    """Let a colleague who stands in read the chart for a while."""
    if reach(request.actor, chart_id) is Reach.COVERS:
        raise NoSuchRecord(chart_id)
    patient, colleagues = chart(request.actor, chart_id), providers_here(request.actor, states=[Standing.ACTIVE])
    form = CoverForm(request.POST or None)
    others = [one for one in colleagues if one.person_id != request.person.person_id]
    form.fields["provider"].choices = [("", _("Choose"))] + [(str(one.provider_id), one.name) for one in others]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        ends_at = datetime.combine(told["until"] + timedelta(days=1), time(0), viewer_zone())
        try:
            let_cover(
                request.actor,
                chart_id=chart_id,
                provider_id=UUID(told["provider"]),
                until=ends_at.astimezone(UTC),
                reason=told["reason"],
            )
        except CoverRefused as refusal:
            form.add_error("provider" if refusal.reason == "not_a_provider" else "until", _refused(refusal))
        except NoSuchProvider:
            form.add_error("provider", _("Nobody here goes by this name any more."))
        else:
            messages.success(request, _("Let in. Each look of theirs is on record."))
            return redirect("provider_chart", chart_id=chart_id)
    words = {
        "shell": shell_for(request),
        "form": form,
        "person": PersonLine(Portrait(chart_id, patient.name), is_phi=True),
        "back_url": reverse("provider_chart", kwargs={"chart_id": chart_id}),
    }
    return TemplateResponse(request, "chart/cover.html", words, status=422 if form.errors else 200)


@require_GET
def clients(request: PersonRequest) -> HttpResponseBase:
    """Show everybody the actor treats, with the session before and the next one."""
    found = clients_of(request.actor)
    known = charts(request.actor, [one.chart_id for one in found])
    coming = sum(1 for one in found if one.next_at)
    told = {"count": len(found), "coming": coming}
    page = ClientsPage(
        subtitle=_("%(count)d in all, %(coming)d with a session to come") % told if found else "",
        table=_table(found, known) if found else None,
        empty=EmptyState(
            _("Nobody booked with you yet"), _("Whoever does stands here, with their chart."), Drawing.DOOR
        ),
    )
    return TemplateResponse(request, "chart/clients.html", {"shell": shell_for(request), "page": page})


def _table(found: tuple[Client, ...], known: dict[UUID, ChartFacts]) -> Table:
    columns = (Column(_("Patient")), Column(_("Last session")), Column(_("Next session")))
    return Table(_("Patients"), columns, tuple(_row(one, known[one.chart_id]) for one in found))


def _row(found: Client, patient: ChartFacts) -> Row:
    moment, zone = now(), viewer_zone()
    last = when(found.last_at, now=moment, zone=zone) if found.last_at else _("None yet")
    following = when(found.next_at, now=moment, zone=zone) if found.next_at else _("None booked")
    url = reverse("provider_chart", kwargs={"chart_id": found.chart_id})
    return Row((Cell(patient.name, url=url, is_phi=True), Cell(last), Cell(following)))


def _before(request: PersonRequest) -> datetime | None:
    told = request.GET.get("before", "")
    is_number = told.isascii() and told.isdecimal() and len(told) <= len(str(SECONDS_MAX))
    return datetime.fromtimestamp(int(told), UTC) if is_number and int(told) < SECONDS_MAX else None


def _refused(refusal: CoverRefused) -> str:
    most = {"days": policy(RecordsPolicy).cover_days_max}
    return {
        "past": _("This day is over."),
        "too_long": _("%(days)d days are the most. Let them in again after that.") % most,
        "not_a_provider": _("They do not see patients here now."),
    }.get(refusal.reason, _("This cannot be."))
