"""A person's own care: what to do, and help now."""

from dataclasses import dataclass

from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from attune.foundation.clock import now
from attune.web.access import PersonRequest, own_care
from attune.web.booking.choosing import others_address
from attune.web.components.actions import Action, Weight
from attune.web.components.notices import Alert, Tone
from attune.web.components.tasks import TaskList
from attune.web.greetings import day_line, greeting, viewer_zone
from attune.web.patient_portal.sessions.pages import Look, SessionList, session_list
from attune.web.shells import shell_for
from attune.web.todo import open_count, tasks_here
from attune.workflows.own_sessions import own_sessions

SESSIONS_SHOWN = 3
"""The others stand on the page of all sessions."""


@dataclass(frozen=True, slots=True)
class PatientHome:
    """What somebody sees first of their own care."""

    greeting: str
    day: str
    sessions: SessionList
    sessions_url: str
    tasks: TaskList
    help_url: str
    security_url: str
    second_step: Alert | None


@require_GET
def home(request: PersonRequest) -> HttpResponseBase:
    """Show the next sessions, what there is to do, how to get help now, and how safe the account is."""
    moment = now()
    coming = [one for one in own_sessions(request.actor) if one.is_coming(moment)]
    with own_care(request):
        tasks = tasks_here(request)
    page = PatientHome(
        greeting=greeting(request.person.name, at=moment),
        day=day_line(moment),
        sessions=session_list(coming[:SESSIONS_SHOWN], Look(moment, viewer_zone()), others_url=others_address()),
        sessions_url=reverse("patient_sessions"),
        tasks=tasks,
        help_url=reverse("help_now"),
        security_url=reverse("mfa_index"),
        second_step=_second_step(request, tasks),
    )
    shell = shell_for(request, counts={"patient_home": open_count(tasks)})
    return TemplateResponse(request, "patient/home.html", {"shell": shell, "page": page})


def _second_step(request: PersonRequest, tasks: TaskList) -> Alert | None:
    """Offer a second step to who has none, unless a task does already."""
    is_asked = any(row.action.url == reverse("mfa_index") for row in tasks.rows)
    if request.person.has_second_factor or is_asked:
        return None
    return Alert(
        _("Your password alone opens your record."),
        _("A passkey or an app on your phone makes it two."),
        Tone.NOTE,
        icon_name="lock",
        actions=(Action(_("Add a second step"), reverse("mfa_index"), Weight.SECONDARY),),
    )
