"""The sessions of a provider who is gone: each is given to somebody else, or canceled."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from attune.credentialing.queries.providers import provider
from attune.foundation.clock import now
from attune.scheduling.actions.cancel_appointment import cancel_appointment
from attune.scheduling.actions.clearing import keep_refusal
from attune.scheduling.booking_errors import BookingRefused, NoSuchAppointment, NotCleared
from attune.scheduling.queries.heirs import Heir, Orphan, orphans
from attune.web.access import PersonRequest
from attune.web.calendar.week import names_of, together
from attune.web.calendar.wording import sentence
from attune.web.components.formatting import when_span
from attune.web.components.notices import Drawing, EmptyState
from attune.web.greetings import viewer_zone
from attune.web.shells import shell_for
from attune.workflows.reassign import give_session

SETTLED = EmptyState(
    gettext_lazy("Every session is settled"),
    gettext_lazy("Nothing is booked with them any more."),
    Drawing.DOOR,
)


class SettleForm(forms.Form):
    """Which session, as the page showed it, and what becomes of it."""

    appointment = forms.UUIDField()
    sequence = forms.IntegerField(min_value=0)
    offering = forms.UUIDField(required=False)
    reason = forms.CharField(max_length=300, required=False)


@dataclass(frozen=True, slots=True)
class OrphanCard:
    """One session, and who could give it."""

    appointment_id: UUID
    sequence: int
    when: str
    what: str
    who: str
    heirs: tuple[Heir, ...]


@dataclass(frozen=True, slots=True)
class ReassignPage:
    """What is still booked with somebody."""

    name: str
    cards: tuple[OrphanCard, ...]
    empty: EmptyState


@require_http_methods(["GET", "POST"])
def reassign_sessions(request: PersonRequest, provider_id: UUID) -> HttpResponseBase:
    """Show what is still booked with a provider, and settle one session after another."""
    about = provider(request.actor, provider_id)
    found = orphans(request.actor, provider_id)
    if request.method == "POST":
        told = _settled(request, provider_id, found)
        if not told:
            return redirect("reassign_sessions", provider_id=provider_id)
        messages.error(request, told)
    names = names_of(request.actor, [seat for one in found for seat in one.session.seats])
    page = ReassignPage(about.name, tuple(_card(one, names) for one in found), SETTLED)
    words = {"shell": shell_for(request), "page": page}
    return TemplateResponse(request, "calendar/reassign.html", words, status=409 if request.method == "POST" else 200)


def _settled(request: PersonRequest, provider_id: UUID, found: tuple[Orphan, ...]) -> str:
    """Settle what the form names, and return in words why not."""
    form = SettleForm(request.POST)
    if not form.is_valid():
        return _("This could not be read. Look once more.")
    told = form.cleaned_data
    if all(one.session.appointment_id != told["appointment"] for one in found):
        return _("The session was settled meanwhile. This is what is left.")
    try:
        if "cancel" in request.POST:
            cancel_appointment(request.actor, appointment_id=told["appointment"], reason=told["reason"])
            messages.success(request, _("Canceled. Who comes is told, and nobody owes anything for it."))
        elif told["offering"] is None:
            return _("Choose who gives it.")
        else:
            give_session(
                request.actor,
                appointment_id=told["appointment"],
                provider_id=provider_id,
                offering_id=told["offering"],
                expected_sequence=told["sequence"],
            )
            messages.success(request, _("Given. Who comes and who gives it now are told."))
    except NoSuchAppointment:
        return _("The session was settled meanwhile. This is what is left.")
    except BookingRefused as refusal:
        if isinstance(refusal, NotCleared):
            request.kept_anyway.append(partial(keep_refusal, request.actor, refusal))
        return sentence(refusal)
    return ""


def _card(one: Orphan, names: dict[UUID, str]) -> OrphanCard:
    session = one.session
    told = [names[chart_id] for chart_id in session.chart_ids if chart_id in names]
    return OrphanCard(
        appointment_id=session.appointment_id,
        sequence=session.sequence,
        when=when_span(session.starts_at, session.ends_at, now=now(), zone=viewer_zone()),
        what=session.offering_name,
        who=together(told),
        heirs=one.heirs,
    )
