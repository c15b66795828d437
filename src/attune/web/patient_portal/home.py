"""A person's own care: what to do, and help now."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from attune.billing.queries.payments import Balance
from attune.foundation.clock import now
from attune.patients.queries.care_links import practices_of
from attune.web.access import PersonRequest, own_care
from attune.web.booking.choosing import others_address
from attune.web.components.actions import Action, Size, Weight
from attune.web.components.figures import Figure
from attune.web.components.formatting import money
from attune.web.components.notices import Alert, Tone
from attune.web.components.tasks import TaskList, TaskRow, Urgency
from attune.web.greetings import day_line, greeting, viewer_zone
from attune.web.measures.own import due_card
from attune.web.patient_portal.sessions.pages import Look, SessionList, session_list
from attune.web.shells import shell_for
from attune.web.todo import open_count, tasks_here
from attune.workflows.own_home import own_home
from attune.workflows.own_measures import Questionnaire

SESSIONS_SHOWN = 3
"""The others stand on the page of all sessions."""


@dataclass(frozen=True, slots=True)
class PatientHome:
    """What somebody sees first of their own care."""

    greeting: str
    day: str
    sessions: SessionList
    sessions_url: str
    due: TaskList | None
    tasks: TaskList
    money: tuple[Figure, ...]
    """What is still to pay and what was paid; empty for whom neither is."""
    help_url: str
    security_url: str
    second_step: Alert | None


@require_GET
def home(request: PersonRequest) -> HttpResponseBase:
    """Show the next sessions, what there is to do, how to get help now, and how safe the account is."""
    with own_care(request):
        tasks, moment = tasks_here(request), now()
        practices = [link.practice_id for link in practices_of(request.person.person_id)]
    found = own_home(request.actor, practices, sessions=SESSIONS_SHOWN)
    page = PatientHome(
        greeting=greeting(request.person.name, at=moment),
        day=day_line(moment),
        sessions=session_list(list(found.coming), Look(moment, viewer_zone()), others_url=others_address()),
        sessions_url=reverse("patient_sessions"),
        due=_due(found.due),
        tasks=tasks,
        money=_money(found.balance),
        help_url=reverse("help_now"),
        security_url=reverse("mfa_index"),
        second_step=_second_step(request, tasks),
    )
    shell = shell_for(request, counts={"patient_home": open_count(tasks)})
    return TemplateResponse(request, "patient/home.html", {"shell": shell, "page": page})


def _due(found: Sequence[Questionnaire]) -> TaskList | None:
    """Return the questions that wait for an answer before a session; None without any."""
    cards = [due_card(one) for one in found]
    rows = tuple(
        TaskRow(
            title=card.title,
            why=card.for_whom or card.told,
            due=card.until,
            icon="pulse",
            urgency=Urgency.SOON,
            action=Action(card.label, card.url, Weight.PRIMARY if place == 0 else Weight.SECONDARY),
        )
        for place, card in enumerate(cards)
    )
    return TaskList(_("Before your session"), rows, key="due", button_size=Size.NORMAL) if rows else None


def _money(found: Balance) -> tuple[Figure, ...]:
    if not (found.due.minor or found.paid.minor):
        return ()
    told = _("a time is held until it is paid") if found.due.minor else _("nothing is open")
    return (
        Figure(_("Still to pay"), money(found.due), told, is_phi=True),
        Figure(_("Paid"), money(found.paid), _("less what was given back"), is_phi=True),
    )


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
