"""Entering oneself as a provider: who one is, as registers know it."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from attune.credentialing.errors import AlreadyProvider, BirthDateWrong, NameMissing, NpiWrong, ProviderRefused
from attune.credentialing.queries.providers import provider_of_person
from attune.credentialing.rules.professions import PROFESSIONS, Profession
from attune.web.access import PersonRequest
from attune.web.components.zones import ZONES
from attune.web.credentials.wording import NO_NPI
from attune.web.shells import shell_for
from attune.workflows.apply_practice import join_as_provider

FIELDS = {NpiWrong: "npi", BirthDateWrong: "birth_date", NameMissing: "name"}


class IdentityForm(forms.Form):
    """Who a provider is."""

    name = forms.CharField(
        label=gettext_lazy("Name patients see"), max_length=120, help_text=gettext_lazy("Given and family name.")
    )
    legal_given_name = forms.CharField(label=gettext_lazy("Legal given name"), max_length=60)
    legal_family_name = forms.CharField(label=gettext_lazy("Legal family name"), max_length=60)
    birth_date = forms.DateField(
        label=gettext_lazy("Birth date"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Compared with exclusion lists, stored encrypted, shown to nobody."),
    )
    profession = forms.ChoiceField(
        label=gettext_lazy("Profession"), choices=[(one.value, told.label) for one, told in PROFESSIONS.items()]
    )
    npi = forms.CharField(
        label=gettext_lazy("NPI"),
        max_length=10,
        help_text=gettext_lazy("Ten digits. The registry is asked at once."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    zone = forms.ChoiceField(label=gettext_lazy("Time zone to work in"), choices=ZONES)

    def told(self) -> dict[str, Any]:
        """Return what was entered, as the workflow takes it."""
        told: dict[str, Any] = dict(self.cleaned_data)
        birth_date: date = told["birth_date"]
        return {**told, "profession": Profession(told["profession"]), "birth_date": birth_date}


@require_http_methods(["GET", "POST"])
def join(request: PersonRequest) -> HttpResponseBase:
    """Take who somebody with the provider's role is; their checks begin at once."""
    if provider_of_person(request.actor) is not None:
        return redirect(_onwards())
    form = IdentityForm(request.POST or None, initial={"name": request.person.name, "zone": request.person.zone})
    if request.method == "POST" and form.is_valid():
        try:
            join_as_provider(request.actor, **form.told())
        except AlreadyProvider:
            return redirect(_onwards())
        except ProviderRefused as refusal:
            form.add_error(FIELDS.get(type(refusal)), identity_sentence(refusal))
        else:
            messages.success(request, _("Entered. The registry and the exclusion lists are being asked."))
            return redirect(_onwards())
    return TemplateResponse(
        request,
        "provider/join.html",
        {"shell": shell_for(request), "form": form, "place": request.place},
        status=422 if form.errors else 200,
    )


def identity_sentence(refusal: ProviderRefused) -> str:
    """Return in words what is wrong with who a provider says they are."""
    match refusal:
        case NpiWrong():
            return str(NO_NPI)
        case BirthDateWrong():
            return _("A provider is an adult. Look at the year.")
        case NameMissing():
            return _("Enter a given and a family name.")
        case AlreadyProvider():
            return _("This person is a provider here already.")
    return _("Look at what you entered; something in it cannot be.")


def _onwards() -> str:
    for name in ("provider_credentials", "provider_home"):
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    raise AssertionError("the provider portal has a home")
