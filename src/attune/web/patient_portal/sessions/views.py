"""The pages of one's own sessions."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_POST

from attune.billing.queries.seat_money import seat_money
from attune.foundation.clock import now
from attune.measures.queries.own import due_of_person
from attune.scheduling.queries.partners import partner_of_own
from attune.scheduling.rules.calendar_file import calendar_file
from attune.telehealth.actions.check_in import check_in
from attune.telehealth.door_errors import DoorShut
from attune.telehealth.queries.room import own_room_in
from attune.web.access import PersonRequest
from attune.web.booking.choosing import others_address
from attune.web.greetings import viewer_zone
from attune.web.measures.own import due_card
from attune.web.patient_portal.sessions.door import WhereForm, door, has_door
from attune.web.patient_portal.sessions.pages import Look, session_list, session_page
from attune.web.shells import shell_for
from attune.web.visits.stage import with_camera
from attune.workflows.own_measures import Questionnaire
from attune.workflows.own_sessions import inside_own_session, own_session, own_sessions
from attune.workflows.tell_of_appointment import calendar_entry


@require_GET
def sessions(request: PersonRequest) -> HttpResponseBase:
    """Show what is coming and what was, of every practice, for oneself and for one's children."""
    page = session_list(own_sessions(request.actor), Look(now(), viewer_zone()), others_url=others_address())
    return TemplateResponse(request, "patient/sessions/list.html", {"shell": shell_for(request), "page": page})


@require_GET
def session(request: PersonRequest, seat_id: UUID) -> HttpResponseBase:
    """Show one session: when, where and what it costs, the door of its video, and what can be done about it."""
    return _session(request, seat_id)


@require_GET
def moved(request: PersonRequest, seat_id: UUID) -> HttpResponseBase:
    """Lead from where a session's page was to where it is."""
    return redirect("own_session", seat_id=own_session(request.actor, seat_id).seat.seat_id)


@require_POST
def check_in_here(request: PersonRequest, seat_id: UUID) -> HttpResponseBase:
    """Take where somebody is now; what is decided on it stands on the page they come back to."""
    form = WhereForm(request.POST)
    if form.is_valid():
        # What shut the door meanwhile the page says by itself.
        with suppress(DoorShut), inside_own_session(request.actor, seat_id) as (actor, _found):
            check_in(actor, seat_id=seat_id, state=form.cleaned_data["state"])
        return redirect("own_session", seat_id=seat_id)
    return _session(request, seat_id, form=form)


@require_GET
def calendar(request: PersonRequest, seat_id: UUID) -> HttpResponseBase:
    """Answer a session as a calendar file, neutral for whoever sees the calendar."""
    entry = calendar_entry(own_session(request.actor, seat_id).seat, zone=str(viewer_zone()))
    headers = {"Content-Disposition": 'attachment;filename="appointment.ics"'}
    return HttpResponse(calendar_file(entry), content_type="text/calendar;charset=utf-8", headers=headers)


def _session(request: PersonRequest, seat_id: UUID, *, form: WhereForm | None = None) -> HttpResponseBase:
    zone, at_door = viewer_zone(), None
    with inside_own_session(request.actor, seat_id) as (actor, found):
        moment = now()
        if has_door(found, moment):
            room = own_room_in(actor, found.seat)
            at_door = door(found, room, moment=moment, zone=zone, form=form)
        money = seat_money(actor, found.seat.seat_id)
        partner = partner_of_own(actor, found.seat)
        waiting = due_of_person(actor) if found.is_coming(moment) else ()
    words = {
        "shell": shell_for(request),
        "page": session_page(found, Look(moment, zone), money=money, partner=partner),
        "door": at_door,
        "due": [
            due_card(Questionnaire(found.practice_id, found.practice_name, one))
            for one in waiting
            if one.chart_id == found.seat.chart_id
        ],
    }
    response = TemplateResponse(request, "patient/sessions/session.html", words, status=422 if form else 200)
    return with_camera(response) if at_door and at_door.stage else response
