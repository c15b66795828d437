"""Choosing what one wants to be written about."""

from django import forms
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from attune.notifications.actions.set_preference import set_preference
from attune.notifications.queries.preferences import Choice, preferences
from attune.web.access import PersonRequest


class PreferencesForm(forms.Form):
    """A box for each category that may be switched off, named by the category."""

    def __init__(self, *args: object, choices: list[Choice], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for choice in choices:
            self.fields[choice.category.value] = forms.BooleanField(
                label=choice.label, help_text=choice.explanation, required=False, initial=choice.is_wanted
            )


@require_http_methods(["GET", "HEAD", "POST"])
def message_preferences(request: PersonRequest) -> HttpResponseBase:
    """Show what is sent, and keep what the person wants of it."""
    known = preferences(is_staff=request.person.is_staff)
    optional = [choice for choice in known if not choice.is_required]
    form = PreferencesForm(request.POST if request.method == "POST" else None, choices=optional)
    if form.is_bound:
        assert form.is_valid(), "boxes that need not be ticked are always valid"
        for choice in optional:
            wanted = bool(form.cleaned_data[choice.category.value])
            if wanted != choice.is_wanted:
                set_preference(request.actor, category=choice.category, is_wanted=wanted)
        messages.success(request, _("Saved."))
        return redirect("message_preferences")
    return TemplateResponse(
        request,
        "security/messages.html",
        {"form": form, "always": [choice for choice in known if choice.is_required]},
    )
