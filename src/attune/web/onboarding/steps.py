"""The questions, one screen each: shown with what was told before, saved as one goes."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from attune.directory.queries.search import total
from attune.directory.rules.request import Search
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.patients.actions.answer import answer
from attune.patients.actions.answer_safety import answer_safety
from attune.patients.actions.claim_answers import forget_answers
from attune.patients.errors import AnswerRefused, MinorAlone
from attune.patients.gateways.zip_codes import place_of_zip
from attune.patients.queries.answers import answers, newest_safety
from attune.patients.queries.dependents import children
from attune.patients.rules.answers import STEPS, Answers, Step, next_open_step, step_after, step_before
from attune.patients.rules.given import Where
from attune.patients.rules.policy import OnboardingPolicy
from attune.patients.rules.safety import shows_crisis_ways
from attune.web.components.notices import Alert, Tone
from attune.web.components.steps import Stepper
from attune.web.components.text import Text
from attune.web.onboarding.forms import (
    ConcernsForm,
    PayingForm,
    SafetyForm,
    TimesForm,
    WhereForm,
    WhoForm,
    WishesForm,
)
from attune.web.onboarding.visitor import Visitor, visitor_page
from attune.web.onboarding.wording import STEP_NAMES, form_field, refusal_in_words, state_name
from attune.web.public.pages import HELP, site_for

FORMS: Final[dict[Step, Any]] = {
    Step.CONCERNS: ConcernsForm,
    Step.WHO: WhoForm,
    Step.WHERE: WhereForm,
    Step.TIMES: TimesForm,
    Step.PAYING: PayingForm,
    Step.WISHES: WishesForm,
    Step.SAFETY: SafetyForm,
}


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question: where one is, the form, the ways back and on."""

    step: Step
    stepper: Stepper
    back_url: str
    next_url: str
    found: str = ""
    is_remembered: bool = False


@dataclass(frozen=True, slots=True)
class AnsweredStep:
    """A question on the way, with its address."""

    name: Text
    url: str
    is_done: bool


@visitor_page
@require_http_methods(["GET"])
def start(request: HttpRequest, visitor: Visitor) -> HttpResponseBase:
    """Begin with the first question; who was here before may go on or begin anew."""
    told = answers(visitor.person_id)
    if not told.steps_done:
        return redirect("onboarding_step", step=Step.CONCERNS)
    open_step = next_open_step(told.steps_done)
    words = {
        "site": site_for(request),
        "steps": [AnsweredStep(STEP_NAMES[one], step_url(one), one in told.steps_done) for one in STEPS],
        "on_url": step_url(open_step) if open_step else after_last(),
        "is_complete": open_step is None,
    }
    return TemplateResponse(request, "onboarding/start.html", words)


@visitor_page
@require_POST
def begin_anew(request: HttpRequest, visitor: Visitor) -> HttpResponseBase:
    """Forget what was told and begin with the first question."""
    forget_answers(visitor.actor)
    return redirect("onboarding_step", step=Step.CONCERNS)


@visitor_page
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, visitor: Visitor, step: Step) -> HttpResponseBase:
    """Ask one question, and keep what is answered."""
    told = answers(visitor.person_id)
    form = _form(step, told, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _keep(request, visitor, step, form)
        except MinorAlone as refused:
            return _minor(request, told, form, refused)
        except AnswerRefused as refused:
            form.add_error(form_field(refused), refusal_in_words(refused))
    return _question(request, step, told, form, visitor)


def after_last() -> str:
    """Return the address of who is recommended."""
    return reverse("recommendations")


def safe_next(request: HttpRequest) -> str:
    """Return the page of ours that asked for an answer, if one did."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return wanted if is_ours and wanted.startswith("/") else ""


def step_url(step: Step, *, back_to: str = "") -> str:
    """Return the address of a question, which leads back to a page of ours if one asked."""
    address = reverse("onboarding_step", kwargs={"step": step})
    return f"{address}?{urlencode({'next': back_to})}" if back_to else address


def _form(step: Step, told: Answers, posted: Any) -> Any:
    given = {"children": children()} if step is Step.WHO else {}
    if posted is not None:
        return FORMS[step](posted, **given)
    if step is Step.SAFETY:
        said = newest_safety()
        return SafetyForm(initial={"safety": said.value if said else None})
    return FORMS[step](initial=FORMS[step].told(told), **given)


def _keep(request: HttpRequest, visitor: Visitor, step: Step, form: Any) -> HttpResponseBase:
    """Save what was given and lead on. Raises an AnswerRefused."""
    after = step_after(step)
    on_url = safe_next(request) or (step_url(after) if after else after_last())
    if isinstance(form, SafetyForm):
        answer_safety(visitor.actor, form.answer)
        return _crisis(request, on_url) if shows_crisis_ways(form.answer) else redirect(on_url)
    given = form.given()
    answer(visitor.actor, given)
    if step is Step.WHERE:
        _tell_of_state(request, given)
    return redirect(on_url)


def _tell_of_state(request: HttpRequest, given: Where) -> None:
    """Say which state counts, and at once if nobody there can be booked."""
    state = {"state": state_name(given.state)}
    if total(Search(zone=given.zone, state=given.state), now=now()):
        messages.success(request, _("We look for therapists licensed in %(state)s.") % state)
        return
    nobody = _(
        "Nobody here is licensed in %(state)s and free just now. If sessions can find you in another state, "
        "go back and choose that one. Your answers are kept."
    )
    messages.warning(request, nobody % state)


def _question(request: HttpRequest, step: Step, told: Answers, form: forms.Form, visitor: Visitor) -> HttpResponseBase:
    before = step_before(step)
    back_to = safe_next(request)
    page = QuestionPage(
        step=step,
        stepper=Stepper(STEPS.index(step) + 1, len(STEPS), STEP_NAMES[step], is_saved=step in told.steps_done),
        back_url=back_to or (step_url(before) if before else reverse("home")),
        next_url=back_to,
        found=_found(told) if step is Step.WHERE and not form.is_bound else "",
        is_remembered=not visitor.is_new and not visitor.is_signed_in,
    )
    words = {"site": site_for(request), "page": page, "form": form, "told": told}
    return TemplateResponse(
        request, f"onboarding/{step.value}.html", words, status=422 if form.is_bound and form.errors else 200
    )


def _found(told: Answers) -> str:
    place = place_of_zip(told.zip_code)
    return _("Found: %(town)s, %(state)s") % {"town": place.city, "state": state_name(place.state)} if place else ""


def _minor(request: HttpRequest, told: Answers, form: Any, refused: MinorAlone) -> HttpResponseBase:
    """Say kindly that a guardian is needed, and how a guardian goes on from here."""
    born = form.cleaned_data.get("birth_date") or told.birth_date
    words = {
        "site": site_for(request),
        "state": state_name(refused.state),
        "born": born.strftime("%m/%d/%Y") if born else "",
        "guardian_url": step_url(Step.WHO),
        "help": HELP,
    }
    return TemplateResponse(request, "onboarding/minor.html", words, status=422)


def _crisis(request: HttpRequest, on_url: str) -> HttpResponseBase:
    """Show whom to call now, in the very answer to the question."""
    hours = policy(OnboardingPolicy).follow_up_hours
    follow_up = Alert(
        _("Whoever you book with is told first."),
        _("They are asked to reach you within %(hours)d hours of your booking. The lines above answer at once.")
        % {"hours": hours},
        Tone.NOTE,
    )
    words = {
        "site": site_for(request),
        "crisis": HELP,
        "follow_up": follow_up,
        "on_url": on_url,
    }
    return TemplateResponse(request, "onboarding/crisis.html", words)
