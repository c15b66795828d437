"""One's own questionnaires: what waits, and how the last weeks were."""

from dataclasses import dataclass

from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from attune.foundation.clock import now
from attune.web.access import PersonRequest
from attune.web.components.charts import Chart
from attune.web.components.formatting import when
from attune.web.components.notices import Drawing, EmptyState
from attune.web.greetings import viewer_zone
from attune.web.measures.trend_chart import plain_chart
from attune.web.measures.wording import about, seconds_in_words
from attune.web.shells import shell_for
from attune.workflows.own_measures import OwnTrend, Questionnaire, own_change, own_due


@dataclass(frozen=True, slots=True)
class DueCard:
    """A questionnaire that waits."""

    title: str
    told: str
    until: str
    for_whom: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Everything about one's own questionnaires."""

    due: tuple[DueCard, ...]
    charts: tuple[Chart, ...]
    empty: EmptyState


@require_GET
def measures(request: PersonRequest) -> HttpResponseBase:
    """Show what waits to be answered, and how the answers changed, of every practice."""
    page = OwnPage(
        due=tuple(due_card(one) for one in own_due(request.actor)),
        charts=tuple(_chart(one) for one in own_change(request.actor)),
        empty=EmptyState(
            _("Nothing waits for you"),
            _("Before some sessions a few questions stand here. They take about a minute."),
            Drawing.LETTER,
        ),
    )
    return TemplateResponse(request, "measures/own.html", {"page": page, "shell": shell_for(request)})


def due_card(found: Questionnaire) -> DueCard:
    """Return a questionnaire that waits, as lists show it."""
    asked = found.asked
    told = {
        "time": seconds_in_words(asked.seconds_left),
        "practice": found.practice_name,
        "when": when(asked.closes_at, now=now(), zone=viewer_zone()),
        "name": asked.patient_name,
    }
    return DueCard(
        title=about(asked.instrument.code, asked.instrument.name),
        told=_("%(practice)s asks. It takes %(time)s.") % told,
        until=_("Open until: %(when)s") % told,
        for_whom=_("For %(name)s, in their own words") % told if asked.patient_name else "",
        label=_("Go on") if asked.answers else _("Answer now"),
        url=reverse("check_in", args=[asked.assessment_id]),
    )


def _chart(found: OwnTrend) -> Chart:
    return plain_chart(found.trend, zone=viewer_zone(), whose=found.child_name)
