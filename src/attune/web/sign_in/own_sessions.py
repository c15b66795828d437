"""The list of one's own sessions, and ending them."""

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from attune.identity.actions.end_sessions import end_other_sessions, end_own_session
from attune.identity.queries.own_sessions import own_sessions
from attune.identity.queries.signed_in import key_hash
from attune.identity.sessions import life_of
from attune.web.access import PersonRequest


@require_GET
def list_own_sessions(request: PersonRequest) -> HttpResponseBase:
    """Show every browser the person is signed in with."""
    sessions = own_sessions(request.person.person_id, this_one=_this_one(request), life=life_of(request.person))
    return TemplateResponse(request, "security/sessions.html", {"sessions": sessions})


@require_POST
def end_session(request: PersonRequest) -> HttpResponseBase:
    """End one session; it may be this one."""
    if end_own_session(request.actor, request.POST.get("session", "")):
        messages.success(request, _("That browser is signed out."))
    return redirect("own_sessions")


@require_POST
def end_others(request: PersonRequest) -> HttpResponseBase:
    """End all sessions but this one."""
    ended = end_other_sessions(request.actor, but=_this_one(request))
    text = ngettext("%(ended)d browser is signed out.", "%(ended)d browsers are signed out.", ended)
    messages.success(request, text % {"ended": ended})
    return redirect("own_sessions")


def _this_one(request: PersonRequest) -> str:
    return key_hash(request.session.session_key or "")
