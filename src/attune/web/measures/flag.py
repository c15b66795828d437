"""Reaching somebody whose answer says that they may not be safe, and noting how it went."""

from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from attune.care_records.errors import NoSuchRecord
from attune.care_records.queries.reach import reach
from attune.foundation.authorization import NotPermitted
from attune.measures.actions.acknowledge import acknowledge
from attune.measures.queries.flags import flag
from attune.web.access import PersonRequest
from attune.web.onboarding.wording import state_name
from attune.web.provider_portal.follow_up import OutcomeForm
from attune.web.shells import shell_for


@require_http_methods(["GET", "POST"])
def safety_flag(request: PersonRequest, flag_id: UUID) -> HttpResponseBase:
    """Show whom to reach and why, and take what came of it."""
    found = flag(request.actor, flag_id)
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        acknowledge(request.actor, flag_id=flag_id, outcome=form.cleaned_data["outcome"])
        messages.success(request, _("Noted. The task is done."))
        return redirect("provider_home")
    words = {
        "shell": shell_for(request),
        "flag": found,
        "state": state_name(found.state),
        "measures_url": _measures_url(request, found.chart_id),
        "form": form,
    }
    return TemplateResponse(request, "measures/flag.html", words, status=422 if form.errors else 200)


def _measures_url(request: PersonRequest, chart_id: UUID) -> str:
    """Return where the scores are, for who may read them; whoever was asked to call reads the flag alone."""
    try:
        reach(request.actor, chart_id)
    except (NoSuchRecord, NotPermitted):
        return ""
    return reverse("provider_measures", args=[chart_id])
