"""The practices: every one in the registry, how far each has come, and one of them looked at closely."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from attune.agreements.actions.terms import offer_terms
from attune.agreements.errors import CommissionOutOfBounds, TermsInForce
from attune.agreements.permissions import END_CONTRACT, OFFER_TERMS, SEE_TERMS
from attune.agreements.queries.in_force import Agreement, in_force, terms
from attune.foundation.authorization import Actor, may
from attune.foundation.clock import now
from attune.practices.actions.move import close, pause, resume
from attune.practices.errors import MoveForbidden, NoApplication, NoSuchPractice, NotAgreed, ReasonMissing
from attune.practices.permissions import CLOSE_PRACTICE, PAUSE_PRACTICE, SEE_APPLICATION
from attune.practices.queries.application import OnTheWay, application, practices_on_the_way
from attune.practices.queries.registry import RegisteredPractice, registered
from attune.practices.rules.lifecycle import MOVES, PracticeState
from attune.web.access import PersonRequest
from attune.web.agreements.views import terms_facts
from attune.web.components.actions import Action, Weight
from attune.web.components.figures import Fact
from attune.web.components.formatting import day_of
from attune.web.components.notices import Badge, Drawing, EmptyState, Tone
from attune.web.components.tables import Cell, Column, Row, Table
from attune.web.greetings import viewer_zone
from attune.web.practice_console.way_in import legal_facts, step_why
from attune.web.practice_console.way_in_wording import STEP_WORDS
from attune.web.shells import is_open_to, shell_for
from attune.workflows.go_live import Progress, StepState, way_in

STATES = {
    PracticeState.APPLIED: Badge(gettext_lazy("Applied"), Tone.NOTE),
    PracticeState.IN_REVIEW: Badge(gettext_lazy("In review"), Tone.CAUTION),
    PracticeState.AGREEMENTS: Badge(gettext_lazy("Agreements to sign"), Tone.NOTE),
    PracticeState.LIVE: Badge(gettext_lazy("Live"), Tone.GOOD),
    PracticeState.PAUSED: Badge(gettext_lazy("Paused"), Tone.CAUTION),
    PracticeState.CLOSED: Badge(gettext_lazy("Closed")),
}
PROGRESS = {
    Progress.DONE: Badge(gettext_lazy("Good"), Tone.GOOD),
    Progress.MISSING: Badge(gettext_lazy("Not there yet")),
    Progress.TO_REVIEW: Badge(gettext_lazy("To be looked at"), Tone.CAUTION),
    Progress.UNAVAILABLE: Badge(gettext_lazy("No answer yet"), Tone.NOTE),
    Progress.WAITING: Badge(gettext_lazy("Being asked"), Tone.NOTE),
}
NONE_YET = EmptyState(
    gettext_lazy("No practice yet"), gettext_lazy("Practices stand here from their application on."), Drawing.DOOR
)
TURNS: dict[str, Callable[..., None]] = {"pause": pause, "resume": resume, "close": close}


class ReasonForm(forms.Form):
    """Why a practice is paused, goes on, or is closed."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=200, help_text=gettext_lazy("The practice sees it. No health facts.")
    )


class TermsForm(forms.Form):
    """The platform's share, in percent."""

    percent = forms.DecimalField(
        label=gettext_lazy("Commission in percent"),
        max_digits=4,
        decimal_places=2,
        help_text=gettext_lazy("From 10 to 30. It stands in the contract the practice signs."),
    )


@dataclass(frozen=True, slots=True)
class OperatedPractice:
    """One practice as the platform's people see it: no chart, no patient."""

    name: str
    badge: Badge
    facts: tuple[Fact, ...]
    steps: Table | None
    signed: Table | None
    terms: tuple[Fact, ...]
    turns: tuple[tuple[str, str, str], ...]
    offer_url: str
    end_url: str
    is_ending: bool


@require_GET
def practices(request: PersonRequest) -> HttpResponseBase:
    """List every practice, the one that waits longest first; none of their charts can be opened from here."""
    found = practices_on_the_way(request.actor)
    number = ngettext("%(number)s practice", "%(number)s practices", len(found)) % {"number": len(found)}
    words = {
        "shell": shell_for(request),
        "table": practices_table(request, found) if found else None,
        "empty": NONE_YET,
        "subtitle": _("%(number)s, each the holder of its own records.") % {"number": number},
    }
    return TemplateResponse(request, "operator/practices.html", words)


@require_GET
def practice(request: PersonRequest, practice_id: UUID) -> HttpResponseBase:
    """Show how one practice stands: its legal facts, its checks with reasons, what it signed."""
    return _page(request, practice_id)


@require_POST
def turn(request: PersonRequest, practice_id: UUID, turned: str) -> HttpResponseBase:
    """Pause a practice, let it go on, or close it, for a reason."""
    _entry(practice_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, practice_id, reason=form)
    try:
        TURNS[turned](request.actor, reason=form.cleaned_data["reason"])
    except (MoveForbidden, NotAgreed, ReasonMissing):
        messages.error(request, _("The practice cannot do that from where it is now."))
    else:
        messages.success(request, _("Done. The reason is on record."))
    return redirect("operator_practice", practice_id=practice_id)


@require_POST
def offer(request: PersonRequest, practice_id: UUID) -> HttpResponseBase:
    """Offer a practice terms, until it signs."""
    _entry(practice_id)
    form = TermsForm(request.POST)
    if form.is_valid():
        try:
            offer_terms(request.actor, commission_bps=int(form.cleaned_data["percent"] * 100))
        except CommissionOutOfBounds:
            form.add_error("percent", _("A commission lies between 10 and 30 percent."))
        except TermsInForce:
            form.add_error(None, _("A contract is signed. Other terms take a new one."))
        else:
            messages.success(request, _("Offered. The practice reads it in the contract."))
            return redirect("operator_practice", practice_id=practice_id)
    return _page(request, practice_id, terms_form=form)


def practices_table(request: PersonRequest, found: list[OnTheWay]) -> Table:
    """Return practices as a table: where each stands and what it lacks."""
    columns = (
        Column(_("Practice")),
        Column(_("State")),
        Column(_("Lacks")),
        Column(_("Since")),
        Column(_("Open"), label_hidden=True),
    )
    opens = may(request.actor, SEE_APPLICATION)
    return Table(_("Practices"), columns, tuple(_row(one, opens=opens) for one in found))


def codes_in_words(codes: tuple[str, ...]) -> str:
    """Return codes of steps in words."""
    return ", ".join(str(STEP_WORDS[code].label) if code in STEP_WORDS else code for code in codes)


def _row(one: OnTheWay, *, opens: bool) -> Row:
    url = reverse("operator_practice", kwargs={"practice_id": one.practice_id})
    lacks = codes_in_words(one.missing)
    review = _("To be looked at: %(checks)s") % {"checks": codes_in_words(one.to_review)} if one.to_review else ""
    return Row(
        (
            Cell(one.name, under=one.slug),
            Cell(badge=STATES[one.state]),
            Cell(lacks or ("" if review else _("Nothing")), under=review),
            Cell(day_of(one.state_since, now=now(), zone=viewer_zone())),
            Cell(action=Action(_("Open"), url, Weight.QUIET, about=one.name)) if opens else Cell(),
        )
    )


def _page(
    request: PersonRequest,
    practice_id: UUID,
    *,
    reason: ReasonForm | None = None,
    terms_form: TermsForm | None = None,
) -> HttpResponseBase:
    entry = _entry(practice_id)
    state = PracticeState(entry.state)
    own_terms = terms(request.actor) if may(request.actor, SEE_TERMS) else None
    can_offer = may(request.actor, OFFER_TERMS) and (own_terms is None or own_terms.begins_at is None)
    is_running = own_terms is not None and own_terms.begins_at is not None
    can_end = is_running and may(request.actor, END_CONTRACT)
    signed = in_force(request.actor)
    page = OperatedPractice(
        name=entry.name,
        badge=STATES[state],
        facts=_facts(request.actor),
        steps=_steps(request.actor),
        signed=_signed(signed) if signed else None,
        terms=terms_facts(own_terms) if own_terms else (),
        turns=_turns(request.actor, practice_id, state),
        offer_url=reverse("offer_terms", kwargs={"practice_id": practice_id}) if can_offer else "",
        end_url=reverse("end_contract", kwargs={"practice_id": practice_id}) if can_end else "",
        is_ending=own_terms is not None and own_terms.ends_at is not None,
    )
    words = {
        "shell": shell_for(request),
        "page": page,
        "reason": reason or ReasonForm(),
        "terms_form": terms_form or TermsForm(),
        "back_url": reverse("operator_practices") if is_open_to(request, "operator_practices") else "",
    }
    wrong = any(form is not None and form.errors for form in (reason, terms_form))
    return TemplateResponse(request, "operator/practice.html", words, status=422 if wrong else 200)


def _entry(practice_id: UUID) -> RegisteredPractice:
    """Return a practice of the registry; the platform is none. Raises NoSuchPractice."""
    found = registered(practice_id)
    if found.is_platform:
        raise NoSuchPractice(practice_id)
    return found


def _facts(actor: Actor) -> tuple[Fact, ...]:
    try:
        return legal_facts(application(actor))
    except NoApplication:
        return ()


def _steps(actor: Actor) -> Table | None:
    try:
        found = way_in(actor)
    except NoApplication:
        return None
    columns = (Column(_("Check")), Column(_("Outcome")), Column(_("Why")))
    return Table(_("Checks and signatures"), columns, tuple(map(_step_row, found.steps)))


def _step_row(one: StepState) -> Row:
    why = "" if one.progress is Progress.DONE else step_why(one)
    return Row((Cell(STEP_WORDS[one.step].label), Cell(badge=PROGRESS[one.progress]), Cell(why)))


def _signed(found: list[Agreement]) -> Table:
    columns = (Column(_("Agreement")), Column(_("Signed by")), Column(_("On")))
    rows = tuple(
        Row(
            (
                Cell(one.title, under=f"{_('version')} {one.version}"),
                Cell(one.typed_name),
                Cell(day_of(one.signed_at, now=now(), zone=viewer_zone())),
            )
        )
        for one in found
    )
    return Table(_("Signed agreements"), columns, rows)


def _turns(actor: Actor, practice_id: UUID, state: PracticeState) -> tuple[tuple[str, str, str], ...]:
    """Return what may be done with the practice now: address, label and weight of its button."""
    offered = (
        ("pause", PracticeState.PAUSED, PAUSE_PRACTICE, _("Pause the practice"), "danger"),
        ("resume", PracticeState.LIVE, PAUSE_PRACTICE, _("Let it go on"), "secondary"),
        ("close", PracticeState.CLOSED, CLOSE_PRACTICE, _("Close it for good"), "danger"),
    )
    return tuple(
        (reverse(f"{turned}_practice", kwargs={"practice_id": practice_id}), label, weight)
        for turned, leads_to, wanted, label, weight in offered
        if may(actor, wanted) and leads_to in MOVES[state] and (turned != "resume" or state is PracticeState.PAUSED)
    )
