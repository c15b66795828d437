"""Calling somebody who said that they are not safe, and noting how it went."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from attune.patients.actions.end_follow_up import end_follow_up
from attune.patients.queries.intake import call_wanted
from attune.patients.rules.safety import Safety
from attune.web.access import PersonRequest
from attune.web.onboarding.wording import state_name
from attune.web.shells import shell_for

SAID = {
    Safety.THOUGHTS: gettext_lazy("Thoughts of hurting oneself or somebody else"),
    Safety.NOW: gettext_lazy("In danger now"),
}


class OutcomeForm(forms.Form):
    """How the call went."""

    outcome = forms.CharField(
        label=gettext_lazy("How did it go?"),
        help_text=gettext_lazy("Encrypted. When you reached whom, how they are, what you agreed on."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say how it went, in a sentence.")},
    )


@require_http_methods(["GET", "POST"])
def follow_up(request: PersonRequest, follow_up_id: UUID) -> HttpResponseBase:
    """Show whom to call, and take what came of it."""
    wanted = call_wanted(request.actor, follow_up_id)
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        end_follow_up(request.actor, follow_up_id=follow_up_id, outcome=form.cleaned_data["outcome"])
        messages.success(request, _("Noted. The task is done."))
        return redirect("provider_home")
    words = {
        "shell": shell_for(request),
        "wanted": wanted,
        "said": SAID.get(wanted.answer, ""),
        "state": state_name(wanted.state),
        "form": form,
    }
    return TemplateResponse(request, "provider/follow_up.html", words, status=422 if form.errors else 200)
