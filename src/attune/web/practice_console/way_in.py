"""The way in: what a practice that applied still lacks, each step with its page, and going live."""

from dataclasses import dataclass

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from attune.foundation.authorization import may
from attune.practices.actions.correct_application import correct_application
from attune.practices.errors import ApplicationIncomplete, MoveForbidden, NotAgreed
from attune.practices.permissions import CORRECT_APPLICATION, GO_LIVE
from attune.practices.queries.application import ToldApplication, application, facts_to_correct
from attune.practices.rules.application import Structure
from attune.practices.rules.lifecycle import BEFORE_LIVE, PracticeState
from attune.scheduling.hours_permissions import CHANGE_OFFERINGS
from attune.scheduling.queries.offerings import offerings
from attune.web.access import PersonRequest
from attune.web.components.actions import Action, Weight
from attune.web.components.figures import Fact
from attune.web.components.notices import Alert, Tone
from attune.web.components.tasks import TaskList, TaskRow, Urgency
from attune.web.practice_console.way_in_wording import BECAUSE, STATE_ALERTS, STEP_PAGES, STEP_WORDS
from attune.web.public.application_form import ApplicationForm
from attune.web.shells import shell_for
from attune.workflows.go_live import NotReadyToGoLive, Progress, StepState, WayIn, let_practice_go_live, way_in

DONE = gettext_lazy("Done")


@dataclass(frozen=True, slots=True)
class WayInPage:
    """What is left, what is known, and whether the practice can go live."""

    alert: Alert
    steps: TaskList
    done: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    may_go_live: bool
    is_ready: bool
    correct_url: str


def way_in_page(request: PersonRequest) -> HttpResponseBase:
    """Show how far the practice has come. It refreshes itself while the registers are asked."""
    found, told = way_in(request.actor), application(request.actor)
    left = [one for one in found.steps if one.progress is not Progress.DONE]
    page = WayInPage(
        alert=_alert(request, found),
        steps=TaskList(
            heading=_("What is left"),
            rows=tuple(_row(one, found, is_first=index == 0) for index, one in enumerate(left)),
            key="way-in",
        ),
        done=tuple(Fact(STEP_WORDS[one.step].label, _("Done")) for one in found.steps if one.progress is Progress.DONE),
        facts=legal_facts(told),
        may_go_live=may(request.actor, GO_LIVE) and found.state in BEFORE_LIVE,
        is_ready=found.is_ready,
        correct_url=reverse("correct_application")
        if may(request.actor, CORRECT_APPLICATION) and found.state in BEFORE_LIVE
        else "",
    )
    return TemplateResponse(request, "practice/way_in.html", {"shell": shell_for(request), "page": page})


@require_POST
def go_live(request: PersonRequest) -> HttpResponseBase:
    """Let the practice go live, if nothing is left."""
    try:
        let_practice_go_live(request.actor)
    except NotReadyToGoLive as refusal:
        left = ", ".join(str(STEP_WORDS[one.step].label) for one in refusal.steps)
        messages.error(request, _("Not yet. These steps are left: %(left)s.") % {"left": left})
    except (MoveForbidden, NotAgreed):
        messages.error(request, _("The practice cannot go live from where it is now."))
    else:
        messages.success(request, _("You are live. From now on patients can find you once you offer times."))
    return redirect("practice_way_in")


@require_http_methods(["GET", "POST"])
def correct(request: PersonRequest) -> HttpResponseBase:
    """Correct the legal facts, until they stand in a signed contract."""
    known = facts_to_correct(request.actor)
    form = ApplicationForm(request.POST or None, initial={name: getattr(known, name) for name in known.__slots__})
    if request.method == "POST" and form.is_valid():
        try:
            correct_application(request.actor, facts=form.facts())
        except ApplicationIncomplete as refusal:
            form.tell(refusal.problems)
        except MoveForbidden:
            form.add_error(None, _("The facts stand in a signed contract and stay as they are."))
        else:
            messages.success(request, _("Corrected."))
            return redirect("practice_way_in")
    words = {"shell": shell_for(request), "form": form, "back_url": reverse("practice_way_in")}
    return TemplateResponse(request, "practice/correct_application.html", words, status=422 if form.errors else 200)


def legal_facts(told: ToldApplication) -> tuple[Fact, ...]:
    """Return the legal facts of a practice as lines."""
    npi = (Fact(_("NPI of the organization"), told.organization_npi),) if told.organization_npi else ()
    is_solo = told.structure is Structure.SOLO
    return (
        Fact(_("Legal name"), told.legal_name),
        Fact(_("Works as"), _("One provider") if is_solo else _("A group")),
        Fact(_("Tax ID"), _("ends in %(end)s") % {"end": told.tax_id_end}),
        *npi,
        Fact(_("Seat"), f"{told.street}, {told.city}, {told.state} {told.zip_code}"),
    )


def step_why(one: StepState) -> str:
    """Return in words why a step stands as it does."""
    if one.because:
        return str(BECAUSE[one.because])
    words = STEP_WORDS[one.step]
    if one.progress is Progress.WAITING:
        return _("The registry is being asked. This takes a moment.")
    return str(words.review if one.progress is Progress.TO_REVIEW else words.missing)


def nothing_to_book(request: PersonRequest) -> Alert | None:
    """Say that a live practice offers nothing yet, and where to begin; None where it does."""
    if not may(request.actor, CHANGE_OFFERINGS) or any(one.is_active for one in offerings(request.actor)):
        return None
    ways = (Action(_("Set up offerings and hours"), reverse("practice_offerings"), Weight.PRIMARY),)
    text = _("Patients find you from your first offering and your first hours on.")
    return Alert(_("Your practice is live, and nothing can be booked yet"), text, Tone.NOTE, actions=ways)


def _alert(request: PersonRequest, found: WayIn) -> Alert:
    if found.state is PracticeState.LIVE and (nothing := nothing_to_book(request)):
        return nothing
    if found.is_ready:
        return Alert(_("Everything is done"), _("Go live when you are ready."), Tone.GOOD)
    title, text, tone = STATE_ALERTS[found.state]
    return Alert(title, text, tone)


def _row(one: StepState, found: WayIn, *, is_first: bool) -> TaskRow:
    words = STEP_WORDS[one.step]
    is_ours = one.progress in {Progress.TO_REVIEW, Progress.MISSING}
    return TaskRow(
        title=words.title,
        why=step_why(one),
        icon=words.icon,
        urgency=Urgency.SOON if one.progress is Progress.TO_REVIEW else Urgency.CALM,
        action=Action(
            words.action if is_ours else _("Look again"),
            _page_of(one, found) if is_ours else reverse("practice_way_in"),
            Weight.PRIMARY if is_first else Weight.SECONDARY,
        ),
    )


def _page_of(one: StepState, found: WayIn) -> str:
    for name, captured in STEP_PAGES[(one.step, found.structure)]:
        try:
            return reverse(name, kwargs=captured or None)
        except NoReverseMatch:
            continue
    return reverse("practice_home")
