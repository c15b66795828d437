"""The session page's views."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from attune.foundation.clock import now
from attune.scheduling.actions.mark_attendance import mark_attendance
from attune.scheduling.booking_errors import BookingRefused, NoSuchAppointment, NoSuchSeat
from attune.scheduling.queries.appointments import appointment, seat
from attune.telehealth.actions.admit import admit
from attune.telehealth.door_errors import DoorShut, NobodyWaits
from attune.web.access import PersonRequest
from attune.web.calendar.wording import sentence
from attune.web.greetings import viewer_zone
from attune.web.session_page.around import around
from attune.web.session_page.door import shown_door
from attune.web.session_page.page import Part, guest_name, own_room, session_page
from attune.web.shells import shell_for
from attune.web.visits.stage import with_camera


@require_GET
def session(request: PersonRequest, appointment_id: UUID) -> HttpResponseBase:
    """Show one session: before, during or after, as its time is or as it is asked for."""
    found = appointment(request.actor, appointment_id)
    moment, zone = now(), viewer_zone()
    page = session_page(request.actor, found, asked=request.GET.get("part", ""), moment=moment, zone=zone)
    beside = around(request, found, writes=page.part is not Part.BEFORE, moment=moment, zone=zone)
    words = {"shell": shell_for(request, within=reverse("provider_calendar")), "page": page, "around": beside}
    response = TemplateResponse(request, "session/page.html", words)
    return with_camera(response) if page.stage else response


@require_GET
def door(request: PersonRequest, appointment_id: UUID) -> HttpResponseBase:
    """Give the door alone, when something changed at it."""
    found = appointment(request.actor, appointment_id)
    room = own_room(request.actor, found)
    if room is None:
        raise Http404
    shown = shown_door(room, name=guest_name(request.actor, found), moment=now(), zone=viewer_zone())
    return TemplateResponse(request, "session/door.html", {"door": shown})


@require_POST
def let_in(request: PersonRequest, appointment_id: UUID) -> HttpResponseBase:
    """Let the patient in from the waiting room."""
    is_partial = request.headers.get("HX-Request") == "true"
    try:
        admit(request.actor, appointment_id=appointment_id)
    except (NobodyWaits, DoorShut):
        # The door's own words say how it is now.
        if not is_partial:
            messages.error(request, _("Nobody could be let in. The page shows how it is now."))
    return redirect("session_door" if is_partial else "session", appointment_id=appointment_id)


@require_POST
def came(request: PersonRequest, seat_id: UUID) -> HttpResponseBase:
    """Say whether a participant came; the provider's word corrects what the call shows."""
    found = seat(request.actor, seat_id)
    try:
        mark_attendance(request.actor, seat_id=seat_id, has_attended=request.POST.get("came") == "yes")
    except (NoSuchAppointment, NoSuchSeat):
        raise Http404 from None
    except BookingRefused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect(f"{reverse('session', args=[found.appointment_id])}?part=after")
