"""The page of numbers: a range, figures, charts with the table behind each, and each table as CSV."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO

from django import forms
from django.http import Http404
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from attune.foundation.clock import now
from attune.insights.queries.open_days import fill_by_provider
from attune.insights.queries.operating_days import operating_days
from attune.insights.queries.own_days import DAYS_MAX, own_days
from attune.insights.rules.day import Day, Numbers, weeks, whole
from attune.kernel.money import Money
from attune.web.access import Area, PersonRequest
from attune.web.components.charts import Chart
from attune.web.components.figures import Figure
from attune.web.components.formatting import money
from attune.web.components.notices import Alert, Tone
from attune.web.greetings import viewer_zone
from attune.web.numbers.charts import KINDS, PROVIDERS, chart_of, chart_of_providers
from attune.web.payouts.downloads import download
from attune.web.shells import shell_for

RANGE = timedelta(days=55)
"""Eight weeks, today included."""


class RangeForm(forms.Form):
    """From which day to which, both included."""

    since = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=gettext_lazy("To"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, date]:
        """Refuse a range that ends before it begins, or is longer than a year."""
        told: dict[str, date] = self.cleaned_data
        since, until = told.get("since"), told.get("until")
        if since and until and until < since:
            self.add_error("until", _("This is before the first day. Choose a later one."))
        elif since and until and (until - since).days >= DAYS_MAX:
            self.add_error("since", _("This is more than a year. Choose a later first day."))
        return told


@dataclass(frozen=True, slots=True)
class NumbersPage:
    """What the page shows of a range."""

    title: str
    subtitle: str
    form: RangeForm
    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    alert: Alert | None


@require_GET
def numbers(request: PersonRequest) -> HttpResponseBase:
    """Show the numbers of a range, by default of eight weeks."""
    form = _form(request)
    charts: tuple[Chart, ...] = ()
    total, alert = Numbers(), None
    if form.is_valid():
        days = _days(request, form)
        total, charts = _charts(request, form, days)
        alert = None if days else _nothing_counted(request)
    is_platform = request.area is Area.OPERATOR
    page = NumbersPage(
        title=_("Insights") if is_platform else _("Numbers"),
        subtitle=_("Counted by each practice for itself; nobody is named.") if is_platform else "",
        form=form,
        figures=_figures(total) if charts else (),
        charts=charts,
        alert=alert,
    )
    status = 200 if charts else 422
    return TemplateResponse(request, "numbers/page.html", {"shell": shell_for(request), "page": page}, status=status)


@require_GET
def numbers_csv(request: PersonRequest, kind: str) -> HttpResponseBase:
    """Answer the table behind one chart as CSV."""
    form = _form(request)
    kinds = _kinds(request)
    if kind not in kinds or not form.is_valid():
        raise Http404
    _total, charts = _charts(request, form, _days(request, form))
    table = charts[kinds.index(kind)].numbers
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow([str(one.label) for one in table.columns])
    writer.writerows([[str(cell.text) for cell in row.cells] for row in table.rows])
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    return download(written.getvalue().encode(), f"{kind}-{since}-{until}.csv")


def _form(request: PersonRequest) -> RangeForm:
    today = now().astimezone(viewer_zone()).date()
    told = {"since": today - RANGE, "until": today}
    return RangeForm(data={**told, **{name: request.GET[name] for name in told if name in request.GET}})


def _days(request: PersonRequest, form: RangeForm) -> tuple[Day, ...]:
    asked = operating_days if request.area is Area.OPERATOR else own_days
    return asked(request.actor, since=form.cleaned_data["since"], until=form.cleaned_data["until"])


def _nothing_counted(request: PersonRequest) -> Alert:
    text = ""
    if request.area is Area.OPERATOR:
        text = _("Each practice counts once an hour. What is new stands here after the next count.")
    return Alert(_("Nothing was counted in these days."), text, Tone.NOTE)


def _charts(request: PersonRequest, form: RangeForm, days: tuple[Day, ...]) -> tuple[Numbers, tuple[Chart, ...]]:
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    total, by_week = whole(days), weeks(days, since=since, until=until)
    name = "operator_numbers_csv" if request.area is Area.OPERATOR else "practice_numbers_csv"
    charts = []
    for kind in _kinds(request):
        address = f"{reverse(name, args=[kind])}?since={since}&until={until}"
        if kind == PROVIDERS:
            charts.append(chart_of_providers(fill_by_provider(request.actor, since=since, until=until), address))
        else:
            charts.append(chart_of(kind, by_week, total, address))
    return total, tuple(charts)


def _kinds(request: PersonRequest) -> tuple[str, ...]:
    """Return the charts of an area: who gives care is named to their own practice alone."""
    return KINDS if request.area is Area.OPERATOR else (*KINDS, PROVIDERS)


def _figures(total: Numbers) -> tuple[Figure, ...]:
    kept = total.kept_share
    return (
        Figure(_("Booked"), str(total.booked)),
        Figure(_("Took place"), str(total.held), "" if kept is None else _("%(share)d%% came") % {"share": kept * 100}),
        Figure(_("Missed"), str(total.missed)),
        Figure(_("Received"), money(Money(total.received_minor))),
    )
