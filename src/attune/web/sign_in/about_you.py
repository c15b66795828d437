"""The name one goes by, and the zone one sees times in."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from attune.identity.actions.change_person import NAME_LETTERS_MAX, change_person
from attune.web.access import PersonRequest
from attune.web.components.zones import zones_with


class AboutYouForm(forms.Form):
    """A name, and one of the zones."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=NAME_LETTERS_MAX,
        help_text=gettext_lazy("As you want to be called. Records and public profiles keep the name they have."),
        error_messages={
            "required": gettext_lazy("Tell us a name."),
            "max_length": gettext_lazy("A name has at most %(limit_value)d characters."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    zone = forms.ChoiceField(
        label=gettext_lazy("Times are shown in"),
        help_text=gettext_lazy("On every page, in mails and reminders."),
        error_messages={"invalid_choice": gettext_lazy("Choose one of the list.")},
    )

    def __init__(self, *args: Any, own_zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = zones_with(own_zone)  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def about_you(request: PersonRequest) -> HttpResponseBase:
    """Show both, and keep what the person wants of them."""
    person = request.person
    form = AboutYouForm(
        request.POST if request.method == "POST" else None,
        initial={"name": person.name, "zone": person.zone},
        own_zone=person.zone,
    )
    if form.is_bound and form.is_valid():
        change_person(request.actor, name=form.cleaned_data["name"], zone=form.cleaned_data["zone"])
        messages.success(request, _("Saved."))
        return redirect("mfa_index")
    return TemplateResponse(request, "security/about_you.html", {"form": form}, status=422 if form.errors else 200)
