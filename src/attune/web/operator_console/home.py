"""The operators' day: exceptions first, then what is known of the platform's health."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from attune.foundation.authorization import may
from attune.foundation.background.dead import dead_jobs
from attune.foundation.background.permissions import READ_DEAD_JOBS
from attune.foundation.clock import now
from attune.insights.queries.operating_days import operating_days
from attune.insights.rules.day import whole
from attune.practices.queries.application import practices_on_the_way
from attune.practices.queries.registry import registered_practices
from attune.practices.rules.lifecycle import PracticeState
from attune.web.access import PersonRequest
from attune.web.components.figures import Change, Figure
from attune.web.components.navigation import place_label
from attune.web.components.tasks import TaskList
from attune.web.greetings import day_line, viewer_zone
from attune.web.operator_console.practices import STATES
from attune.web.shells import is_open_to, shell_for
from attune.web.todo import open_count, tasks_here

STEPS = (PracticeState.APPLIED, PracticeState.IN_REVIEW, PracticeState.AGREEMENTS, PracticeState.LIVE)
"""The way in, from the first to the last."""


@dataclass(frozen=True, slots=True)
class OperatorHome:
    """What an operator sees first."""

    title: str
    """As the place is called in the rail."""
    heading: str
    day: str
    tasks: TaskList
    pipeline: tuple[Figure, ...]
    """How many practices stand at each step; empty where none comes by itself."""
    figures: tuple[Figure, ...]


@require_GET
def home(request: PersonRequest) -> HttpResponseBase:
    """Show what needs a person."""
    tasks = tasks_here(request)
    title = place_label(request.area, "operator_home", edition=settings.EDITION)
    page = OperatorHome(title, _heading(len(tasks.rows)), day_line(now()), tasks, _pipeline(request), _figures(request))
    shell = shell_for(request, counts={"operator_home": open_count(tasks)})
    return TemplateResponse(request, "operator/home.html", {"shell": shell, "page": page})


def _heading(number: int) -> str:
    if number == 0:
        return _("Nothing needs a person")
    return _("One thing needs a person") if number == 1 else _("%(number)d things need a person") % {"number": number}


def _pipeline(request: PersonRequest) -> tuple[Figure, ...]:
    """Return how many practices stand at each step from their application on."""
    if not is_open_to(request, "operator_practices"):
        return ()
    found = Counter(one.state for one in practices_on_the_way(request.actor))
    return tuple(Figure(STATES[state].label, str(found[state])) for state in STEPS)


def _figures(request: PersonRequest) -> tuple[Figure, ...]:
    figures = []
    if is_open_to(request, "operator_numbers"):
        today = now().astimezone(viewer_zone()).date()
        booked = whole(operating_days(request.actor, since=today, until=today)).booked
        figures.append(Figure(_("Booked today"), str(booked), _("as practices counted within the hour")))
    if is_open_to(request, "operator_practices"):
        practices = registered_practices(request.actor)
        closed = sum(practice.is_closed for practice in practices)
        figures.append(
            Figure(
                _("Practices"),
                str(len(practices) - closed),
                _("%(number)d closed") % {"number": closed} if closed else "",
            )
        )
    if may(request.actor, READ_DEAD_JOBS):
        dead = len(dead_jobs(request.actor))
        told = _("each waits for a decision") if dead else _("every job came through")
        figures.append(Figure(_("Jobs that gave up"), str(dead), told, Change.BAD if dead else Change.GOOD))
    return tuple(figures)
