"""Deciding whether a provider is somebody on an exclusion list: by the practice, or by the platform's reviewers."""

from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from attune.credentialing.actions.decide_match import decide_match
from attune.credentialing.queries.matches import match_details
from attune.web.access import PersonRequest
from attune.web.credentials.forms import MatchForm
from attune.web.credentials.page import match_facts
from attune.web.credentials.wording import REFUSALS, problem
from attune.web.shells import shell_for


@require_http_methods(["GET", "POST"])
def practice_match(request: PersonRequest, match_id: UUID) -> HttpResponseBase:
    """Decide in the practice, in editions where it reviews itself."""
    return _decided(request, match_id, back_url=reverse("practice_credentials"))


@require_http_methods(["GET", "POST"])
def operator_match(request: PersonRequest, practice_id: UUID, match_id: UUID) -> HttpResponseBase:
    """Decide as the platform, in the scope of the one practice the address names."""
    return _decided(request, match_id, back_url=reverse("operator_credentialing"))


def _decided(request: PersonRequest, match_id: UUID, *, back_url: str) -> HttpResponseBase:
    found, form = match_details(request.actor, match_id), MatchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            decide_match(
                request.actor, match_id=match_id, is_same_person=told["verdict"] == "same", reason=told["reason"]
            )
        except REFUSALS as refusal:
            form.add_error(None, str(problem(refusal)[1]))
        else:
            messages.success(request, _("Decided."))
            return redirect(back_url)
    ours, theirs = match_facts(found)
    context = {"shell": shell_for(request), "form": form, "match": found, "ours": ours, "theirs": theirs}
    context |= {"back_url": back_url}
    return TemplateResponse(request, "credentials/match.html", context, status=422 if form.errors else 200)
