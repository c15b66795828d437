"""What holds for every session of a practice: when people are reminded, and the rooms they come to."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from attune.foundation.policies import policy
from attune.scheduling.actions.keep_rooms import add_room, retire_room
from attune.scheduling.actions.set_reminder_ladder import set_reminder_ladder
from attune.scheduling.booking_errors import RoomNameTaken
from attune.scheduling.queries.reminder_ladder import reminder_ladder
from attune.scheduling.queries.rooms import rooms
from attune.scheduling.reminder_errors import LadderOutOfBounds
from attune.scheduling.rules.reminders import ReminderPolicy
from attune.web.access import PersonRequest
from attune.web.policies.forms import ReminderForm, RoomForm, before_words
from attune.web.shells import shell_for


@require_http_methods(["GET", "POST"])
def policies(request: PersonRequest) -> HttpResponseBase:
    """Show what holds, and change when people are reminded."""
    if request.method == "GET":
        return _page(request)
    rules = policy(ReminderPolicy)
    form = ReminderForm(request.POST, rules=rules, kept=reminder_ladder())
    if form.is_valid():
        try:
            set_reminder_ladder(request.actor, hours=form.cleaned_data["hours"])
        except LadderOutOfBounds as refusal:
            form.add_error("hours", form.sentence(refusal.bound, rules))
        else:
            messages.success(request, _("Saved. Reminders go out like this from now on."))
            return redirect("practice_policies")
    return _page(request, reminders=form)


@require_POST
def add(request: PersonRequest) -> HttpResponseBase:
    """Add a room."""
    form = RoomForm(request.POST)
    if form.is_valid():
        try:
            add_room(request.actor, **form.cleaned_data)
        except RoomNameTaken:
            form.add_error("name", _("A room of this name is there already, perhaps one that is not used any more."))
        else:
            messages.success(request, _("%(name)s can be used now.") % {"name": form.cleaned_data["name"]})
            return redirect("practice_policies")
    return _page(request, room=form)


@require_POST
def retire(request: PersonRequest, room_id: UUID) -> HttpResponseBase:
    """Give a room to no further session."""
    retire_room(request.actor, room_id=room_id)
    messages.success(request, _("The room is given to no further session. What is booked in it stays."))
    return redirect("practice_policies")


def _page(
    request: PersonRequest, *, reminders: ReminderForm | None = None, room: RoomForm | None = None
) -> HttpResponse:
    rules, ladder = policy(ReminderPolicy), reminder_ladder()
    context = {
        "shell": shell_for(request),
        "ladder": [before_words(hours) for hours in ladder],
        "reminders": None if rules.is_uniform else reminders or ReminderForm(rules=rules, kept=ladder),
        "rooms": rooms(request.actor),
        "room": room or RoomForm(),
    }
    is_refused = bool((reminders and reminders.errors) or (room and room.errors))
    return TemplateResponse(request, "policies/practice.html", context, status=422 if is_refused else 200)
