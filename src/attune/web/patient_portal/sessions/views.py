"""The pages of one's own sessions."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from attune.foundation.clock import now
from attune.scheduling.rules.calendar_file import calendar_file
from attune.web.access import PersonRequest
from attune.web.booking.choosing import others_address
from attune.web.greetings import viewer_zone
from attune.web.patient_portal.sessions.pages import Look, session_list, session_page
from attune.web.shells import shell_for
from attune.workflows.own_sessions import own_session, own_sessions
from attune.workflows.tell_of_appointment import calendar_entry


@require_GET
def sessions(request: PersonRequest) -> HttpResponseBase:
    """Show what is coming and what was, of every practice, for oneself and for one's children."""
    page = session_list(own_sessions(request.actor), Look(now(), viewer_zone()), others_url=others_address())
    return TemplateResponse(request, "patient/sessions/list.html", {"shell": shell_for(request), "page": page})


@require_GET
def session(request: PersonRequest, seat_id: UUID) -> HttpResponseBase:
    """Show one session, what canceling it costs, and what can be done about it."""
    page = session_page(own_session(request.actor, seat_id), Look(now(), viewer_zone()))
    return TemplateResponse(request, "patient/sessions/session.html", {"shell": shell_for(request), "page": page})


@require_GET
def calendar(request: PersonRequest, seat_id: UUID) -> HttpResponseBase:
    """Answer a session as a calendar file, neutral for whoever sees the calendar."""
    entry = calendar_entry(own_session(request.actor, seat_id).seat, zone=str(viewer_zone()))
    headers = {"Content-Disposition": 'attachment;filename="appointment.ics"'}
    return HttpResponse(calendar_file(entry), content_type="text/calendar;charset=utf-8", headers=headers)
