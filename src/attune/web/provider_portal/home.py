"""A provider's day: what there is to do, and the sessions that come next."""

from dataclasses import dataclass

from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from attune.credentialing.queries.providers import provider_of_person
from attune.foundation.authorization import may
from attune.foundation.clock import now
from attune.kernel.interval import Interval
from attune.scheduling.booking_permissions import SEE_OWN_CALENDAR
from attune.scheduling.queries.appointments import week_of
from attune.web.access import PersonRequest
from attune.web.calendar.week import ShownDay, days_of, shown, span_of
from attune.web.components.figures import Figure
from attune.web.components.formatting import day
from attune.web.components.tasks import TaskList
from attune.web.greetings import day_line, greeting, viewer_zone
from attune.web.home_additions import provider_figures
from attune.web.shells import shell_for
from attune.web.todo import open_count, tasks_here

SESSIONS_SHOWN = 5
"""Of the next week; what is beyond stands in the calendar."""


@dataclass(frozen=True, slots=True)
class NextSessions:
    """The next sessions by day, each day told as people say it."""

    days: tuple[tuple[str, ShownDay], ...]
    calendar_url: str
    hours_url: str


@dataclass(frozen=True, slots=True)
class ProviderHome:
    """What a provider sees first. ``coming`` is missing for those who hold no sessions here."""

    greeting: str
    day: str
    place: str
    tasks: TaskList
    coming: NextSessions | None
    figures: tuple[Figure, ...]


@require_GET
def home(request: PersonRequest) -> HttpResponseBase:
    """Show today's tasks and the sessions that come next."""
    assert request.place is not None
    tasks, moment = tasks_here(request), now()
    page = ProviderHome(
        greeting(request.person.name, at=moment),
        day_line(moment),
        request.place.name,
        tasks,
        _coming(request),
        provider_figures(request),
    )
    shell = shell_for(request, counts={"provider_home": open_count(tasks)})
    return TemplateResponse(request, "provider/home.html", {"shell": shell, "page": page})


def _coming(request: PersonRequest) -> NextSessions | None:
    own = provider_of_person(request.actor) if may(request.actor, SEE_OWN_CALENDAR) else None
    if own is None:
        return None
    moment, zone = now(), viewer_zone()
    today = moment.astimezone(zone).date()
    week = Interval(moment, span_of(today, zone).end)
    found = week_of(request.actor, own.provider_id, week, rows_max=SESSIONS_SHOWN)
    told = shown(request.actor, request.area, found, zone=zone, moment=moment)
    days = days_of(today, told, today=today)
    return NextSessions(
        tuple((day(one.day, today=today), one) for one in days if one.sessions),
        reverse("provider_calendar"),
        reverse("provider_hours"),
    )
