"""The practice's overview: what needs doing, then the numbers there are."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from attune.foundation.authorization import may
from attune.foundation.clock import now
from attune.foundation.edition import decision_record
from attune.foundation.policies import policy
from attune.identity.member_permissions import INVITE_MEMBERS, SEE_MEMBERS
from attune.identity.queries.roster import members_of, open_invitations
from attune.insights.permissions import SEE_NUMBERS
from attune.insights.queries.own_days import own_days
from attune.insights.rules.day import whole
from attune.kernel.interval import Interval
from attune.kernel.money import Money
from attune.practices.permissions import SEE_APPLICATION
from attune.practices.queries.registry import registered
from attune.practices.rules.lifecycle import BEFORE_LIVE, PracticeState
from attune.practices.rules.policy import Founding, TenancyPolicy
from attune.scheduling.booking_permissions import SEE_CALENDARS
from attune.scheduling.queries.appointments import week_of
from attune.web.access import PersonRequest
from attune.web.calendar.week import Shown, shown
from attune.web.components.actions import Action, Weight
from attune.web.components.figures import Change, Fact, Figure
from attune.web.components.formatting import money
from attune.web.components.navigation import place_label
from attune.web.components.notices import Alert
from attune.web.components.tasks import TaskList
from attune.web.decisions import decision_facts
from attune.web.greetings import day_line, viewer_zone
from attune.web.members.pages import members_title
from attune.web.permissions import SEE_DECISION
from attune.web.practice_console.way_in import nothing_to_book
from attune.web.practice_console.way_in_wording import STATE_ALERTS
from attune.web.shells import shell_for
from attune.web.todo import open_count, tasks_here


@dataclass(frozen=True, slots=True)
class PracticeHome:
    """What somebody sees who runs the practice."""

    title: str
    name: str
    day: str
    tasks: TaskList
    figures: tuple[Figure, ...]
    decision: tuple[Fact, ...]
    actions: tuple[Action, ...]
    alert: Alert | None = None
    sessions: tuple[Shown, ...] | None = None
    """Today's; None for who does not see calendars."""
    calendar_url: str = ""


@require_GET
def home(request: PersonRequest) -> HttpResponseBase:
    """Show today's tasks of the role, and the practice in numbers."""
    assert request.place is not None
    tasks = tasks_here(request)
    page = PracticeHome(
        name=request.place.name,
        title=place_label(request.area, "practice_home", edition=settings.EDITION),
        day=day_line(now()),
        tasks=tasks,
        figures=(*_week(request), *_figures(request)),
        decision=_decision(request),
        actions=_actions(request),
        alert=_standing(request),
        sessions=_today(request),
        calendar_url=reverse("practice_calendar"),
    )
    shell = shell_for(request, counts={"practice_home": open_count(tasks)})
    return TemplateResponse(request, "practice/home.html", {"shell": shell, "page": page})


def _today(request: PersonRequest) -> tuple[Shown, ...] | None:
    """Return every provider's sessions of today, where the role sees calendars."""
    if not may(request.actor, SEE_CALENDARS):
        return None
    moment, zone = now(), viewer_zone()
    begins_at = moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    found = week_of(request.actor, None, Interval(begins_at, begins_at + timedelta(days=1)))
    return tuple(shown(request.actor, request.area, found, zone=zone, moment=moment))


def _week(request: PersonRequest) -> tuple[Figure, ...]:
    """The last seven days in numbers."""
    if not may(request.actor, SEE_NUMBERS):
        return ()
    today = now().astimezone(viewer_zone()).date()
    total = whole(own_days(request.actor, since=today - timedelta(days=6), until=today))
    missed = ngettext("%(number)d missed", "%(number)d missed", total.missed) % {"number": total.missed}
    return (
        Figure(_("Booked in seven days"), str(total.booked)),
        Figure(_("Took place"), str(total.held), missed, Change.BAD if total.missed else Change.PLAIN),
        Figure(_("Received"), money(Money(total.received_minor))),
    )


def _standing(request: PersonRequest) -> Alert | None:
    """Say that nobody can book here yet, and where what is left stands; None where they can."""
    place = request.place
    assert place is not None
    if policy(TenancyPolicy).founding is not Founding.BY_APPLICATION or not may(request.actor, SEE_APPLICATION):
        return None
    state = PracticeState(registered(place.practice_id).state)
    if state is PracticeState.LIVE:
        return nothing_to_book(request)
    title, text, tone = STATE_ALERTS[state]
    ways = (Action(_("See what is left"), reverse("practice_way_in"), Weight.PRIMARY),) if state in BEFORE_LIVE else ()
    return Alert(title, text, tone, actions=ways)


def _figures(request: PersonRequest) -> tuple[Figure, ...]:
    if not may(request.actor, SEE_MEMBERS):
        return ()
    members, invited = members_of(request.actor), open_invitations(request.actor, now=now())
    roleless = [one for one in members if not one.roles_at(now())]
    return (
        Figure(
            members_title(request.area),
            str(len(members)),
            _told(len(roleless), _("without a role now"), _("all with a role")),
        ),
        Figure(
            _("Invited"),
            str(len(invited)),
            _unanswered(len(invited)),
        ),
    )


def _unanswered(number: int) -> str:
    return ngettext("has not answered yet", "have not answered yet", number) if number else _("nobody waits")


def _told(number: int, some: str, none: str) -> str:
    return f"{number} {some}" if number else none


def _decision(request: PersonRequest) -> tuple[Fact, ...]:
    """Where one practice is the whole installation, its leaders see who decided on the edition."""
    if policy(TenancyPolicy).founding is not Founding.AT_INSTALL or not may(request.actor, SEE_DECISION):
        return ()
    return decision_facts(decision_record())


def _actions(request: PersonRequest) -> tuple[Action, ...]:
    if not may(request.actor, INVITE_MEMBERS):
        return ()
    return (Action(_("Invite someone"), reverse("invite"), Weight.SECONDARY, "plus"),)
