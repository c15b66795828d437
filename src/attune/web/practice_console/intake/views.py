"""The board of those who wait, for intake staff."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from attune.foundation.clock import now
from attune.matching.actions.override_assignment import override_assignment
from attune.matching.actions.suggest_clinician import REGION
from attune.matching.errors import AssignedAlready, NotOnTheTeam
from attune.matching.queries.intake import intake_board, team_here, waiting_person
from attune.web.access import PersonRequest
from attune.web.practice_console.intake.forms import ChooseForm
from attune.web.practice_console.intake.page import intake_page, need_tags, shown_name
from attune.web.shells import shell_for


@require_GET
def intake(request: PersonRequest) -> HttpResponseBase:
    """Show who waits for whom, and how busy the team is; the board alone when an open page asks for it anew."""
    words = {"page": intake_page(intake_board(request.actor, now=now())), "region": REGION}
    if request.headers.get("HX-Request") == "true":
        return TemplateResponse(request, "intake/board.html", words)
    return TemplateResponse(request, "intake/intake.html", {**words, "shell": shell_for(request)})


@require_http_methods(["GET", "POST"])
def choose(request: PersonRequest) -> HttpResponseBase:
    """Choose another clinician for somebody who waits, for a reason."""
    found = waiting_person(request.actor, _asked_for(request))
    form = ChooseForm(request.POST if request.method == "POST" else None, team=team_here(request.actor, now=now()))
    if request.method == "POST" and form.is_valid():
        try:
            override_assignment(
                request.actor,
                assignment_id=found.assignment_id,
                provider_id=UUID(form.cleaned_data["provider"]),
                reason=form.cleaned_data["reason"],
            )
        except AssignedAlready:
            form.add_error("provider", _("They are assigned already. Choose somebody else, or go back."))
        except NotOnTheTeam:
            form.add_error("provider", _("They do not see patients here any more. Choose somebody else."))
        else:
            messages.success(request, _("Chosen. They see it first when they look again."))
            return redirect("practice_intake")
    words = {
        "shell": shell_for(request),
        "form": form,
        "who": found.assignment_id,
        "name": shown_name(found),
        "tags": need_tags(found.need),
        "back_url": reverse("practice_intake"),
    }
    return TemplateResponse(request, "intake/choose.html", words, status=422 if form.is_bound else 200)


def _asked_for(request: PersonRequest) -> UUID:
    """Return whom the form or the address names. Raises Http404."""
    try:
        return UUID(request.POST.get("who", request.GET.get("who", "")))
    except ValueError:
        raise Http404 from None
