"""My details: who one is, where, one's children, and what one agreed to."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from attune.foundation.clock import now
from attune.patients.actions.keep_dependent import change_child
from attune.patients.errors import AnswerRefused
from attune.patients.queries.answers import answers
from attune.patients.queries.care_links import practices_of
from attune.patients.queries.consents import GivenConsent, given_consents
from attune.patients.queries.dependents import Child, child, children
from attune.patients.rules.answers import Step
from attune.practices.queries.registry import registered
from attune.web.access import PersonRequest
from attune.web.components.figures import Fact
from attune.web.components.formatting import zone_name
from attune.web.greetings import viewer_zone
from attune.web.onboarding.forms import DATE_FORMATS
from attune.web.onboarding.steps import step_url
from attune.web.onboarding.wording import form_field, refusal_in_words, state_name
from attune.web.shells import shell_for


@dataclass(frozen=True, slots=True)
class SignedText:
    """A text one agreed to, and for whom."""

    given: GivenConsent
    is_for: str


@dataclass(frozen=True, slots=True)
class DetailsPage:
    """Everything of oneself in one place."""

    own: tuple[Fact, ...]
    children: tuple[Child, ...]
    practices: tuple[str, ...]
    consents: tuple[SignedText, ...]
    start_url: str


class ChildForm(forms.Form):
    """A child one signs for."""

    name = forms.CharField(
        label=gettext_lazy("Your child’s name"),
        max_length=120,
        help_text=gettext_lazy("As they want to be called."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Tell us your child’s name.")},
    )
    birth_date = forms.DateField(
        label=gettext_lazy("Birth date"),
        help_text=gettext_lazy("Like 3/17/2015."),
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%m/%d/%Y", attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Tell us the birth date, like 3/17/2015."),
            "invalid": gettext_lazy("We cannot read this date. Write it like 3/17/2015."),
        },
    )


@require_GET
def details(request: PersonRequest) -> HttpResponseBase:
    """Show what is known of the person, and where to change it."""
    told, here = answers(request.person.person_id), reverse("patient_details")
    known = children()
    names = {one.dependent_id: one.name for one in known}
    place = state_name(told.state) or _("Not told yet")
    own = (
        Fact(_("Name"), request.person.name, reverse("about_you")),
        Fact(_("E-mail"), request.person.email, reverse("account_email")),
        Fact(_("Where sessions find you"), place, step_url(Step.WHERE, back_to=here)),
        Fact(
            _("Times are shown in"),
            _("%(zone)s time") % {"zone": zone_name(viewer_zone(), at=now())},
            reverse("about_you"),
        ),
    )
    page = DetailsPage(
        own=own,
        children=known,
        practices=tuple(registered(one.practice_id).name for one in practices_of(request.person.person_id)),
        consents=tuple(
            SignedText(one, names.get(one.dependent_id, "") if one.dependent_id else "") for one in given_consents()
        ),
        start_url=reverse("onboarding_start"),
    )
    return TemplateResponse(request, "patient/details.html", {"shell": shell_for(request), "page": page})


@require_http_methods(["GET", "POST"])
def change(request: PersonRequest, dependent_id: UUID) -> HttpResponseBase:
    """Correct a child's name or birth date."""
    known = child(dependent_id)
    initial = {"name": known.name, "birth_date": known.birth_date}
    form = ChildForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            change_child(request.actor, dependent_id=dependent_id, name=told["name"], birth_date=told["birth_date"])
        except AnswerRefused as refused:
            form.add_error(form_field(refused), refusal_in_words(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("patient_details")
    words = {"shell": shell_for(request), "form": form, "child": known}
    return TemplateResponse(request, "patient/child.html", words, status=422 if form.errors else 200)
