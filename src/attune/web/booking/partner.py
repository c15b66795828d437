"""The partner's side of a couple's booking: what they are asked, and their answer with an account of their own."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from attune.foundation.clock import now
from attune.kernel.us_states import US_STATES
from attune.patients.errors import AnswersIncomplete, ConsentMissing
from attune.patients.queries.answers import answers
from attune.patients.rules.answers import Answers, Step
from attune.scheduling.actions.answer_partner import decline_partner_seat
from attune.scheduling.actions.clearing import keep_refusal
from attune.scheduling.booking_errors import (
    BookingRefused,
    InvitationOver,
    MinorInCouple,
    NoSuchInvitation,
    NotCleared,
    PatientBusy,
)
from attune.scheduling.queries.partners import Invited, invited
from attune.web.access import PersonRequest, kept_private, own_care, person_of, public_page
from attune.web.booking.page import place_label
from attune.web.booking.wording import Terms, not_cleared_in_words, terms_in_words
from attune.web.components.figures import Fact
from attune.web.components.formatting import full_instant, money, when_span, zone_name
from attune.web.components.notices import Alert, Tone
from attune.web.components.people import PersonLine, Portrait
from attune.web.greetings import viewer_zone
from attune.web.onboarding.account import consents_url
from attune.web.onboarding.steps import step_url
from attune.web.public.pages import site_for
from attune.workflows.couples import come_too, told_by


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """What a partner is asked. ``where_url`` leads to saying another state, and back here."""

    person: PersonLine
    asked_by: str
    facts: tuple[Fact, ...]
    terms: Terms
    answer_by: str
    where_url: str
    alert: Alert | None


@public_page
@require_GET
def partner_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Lead from the mail to the question: past an account, where there is none yet."""
    if told_by(token) is None:
        return kept_private(render(request, "errors/404.html", status=404))
    on_url = reverse("partner", args=[token])
    if person_of(request) is None:
        return kept_private(redirect(f"{reverse('onboarding_account')}?{urlencode({'next': on_url})}"))
    return kept_private(redirect(on_url))


@require_http_methods(["GET", "POST"])
def partner(request: PersonRequest, token: str) -> HttpResponseBase:
    """Show what somebody is asked to at their own address, and take their answer."""
    told = told_by(token)
    if told is None:
        return render(request, "errors/404.html", status=404)
    practice_id, invitation_id = told
    try:
        if request.method == "POST":
            return _answered(request, practice_id, invitation_id)
        return _asked(request, practice_id, invitation_id)
    except NoSuchInvitation:
        title = _("This link was sent to another address")
        return _gone(request, title, _("Sign in with the account of the address it was sent to, and open it again."))
    except InvitationOver:
        return _gone(request, _("There is nothing left to answer"), _("The time was given back, or the answer is in."))
    except ConsentMissing:
        return redirect(consents_url(request.path))
    except AnswersIncomplete as missing:
        return redirect(step_url(Step(missing.step), back_to=request.path))


def _answered(request: PersonRequest, practice_id: UUID, invitation_id: UUID) -> HttpResponseBase:
    if request.POST.get("answer") == "no":
        with own_care(request, practice_id) as actor:
            decline_partner_seat(actor, invitation_id=invitation_id)
        messages.success(request, _("You said no. The time is given back, and nobody pays for it."))
        return redirect("patient_sessions")
    try:
        with own_care(request, practice_id) as actor:
            booked = come_too(actor, invitation_id=invitation_id)
    except (NotCleared, PatientBusy, MinorInCouple) as refusal:
        if isinstance(refusal, NotCleared):
            with own_care(request, practice_id) as actor:
                keep_refusal(actor, refusal)
        return _asked(request, practice_id, invitation_id, refusal=refusal)
    if not booked.is_repeated:
        messages.success(request, _("You are coming too. The time for your calendar is in your mail."))
    return redirect("own_session", seat_id=booked.seat_id)


def _asked(
    request: PersonRequest, practice_id: UUID, invitation_id: UUID, *, refusal: BookingRefused | None = None
) -> HttpResponseBase:
    with own_care(request, practice_id) as actor:
        about, told = invited(actor, invitation_id), answers(request.person.person_id)
    if about.seat_id is not None and about.first.state == "booked":
        return redirect("own_session", seat_id=about.seat_id)
    if not about.is_open:
        raise InvitationOver(about.answer_by)
    if told.care_for is None or told.birth_date is None or told.is_for_child:
        raise AnswersIncomplete(Step.WHO)
    if not told.state:
        raise AnswersIncomplete(Step.WHERE)
    page = _page(request, about, told, refusal)
    words = {"site": site_for(request), "page": page}
    return TemplateResponse(request, "booking/partner.html", words, status=409 if refusal else 200)


def _page(request: PersonRequest, about: Invited, told: Answers, refusal: BookingRefused | None) -> PartnerPage:
    seat, zone = about.first, viewer_zone()
    span = when_span(seat.starts_at, seat.ends_at, now=now(), zone=zone)
    under = f"{seat.offering_name}, {place_label(seat.place)}"
    return PartnerPage(
        person=PersonLine(Portrait(seat.provider_id, seat.provider_name), under),
        asked_by=about.asked_by,
        facts=(
            Fact(_("When"), f"{span}, {zone_name(zone, at=seat.starts_at)}"),
            Fact(_("Together with"), about.asked_by, is_phi=True),
            Fact(_("You will be in"), US_STATES.get(told.state, told.state)),
            Fact(_("Price"), _("%(price)s for both, paid already") % {"price": money(about.price)})
            if about.price.minor
            else Fact(_("Price"), _("Nothing")),
        ),
        terms=terms_in_words(seat.policy, about.price, starts_at=seat.starts_at, zone=zone, now=now()),
        answer_by=full_instant(about.answer_by, zone),
        where_url=step_url(Step.WHERE, back_to=request.path),
        alert=_alert(about, told, refusal) if refusal else None,
    )


def _alert(about: Invited, told: Answers, refusal: BookingRefused) -> Alert:
    if isinstance(refusal, NotCleared):
        title = not_cleared_in_words(refusal.reasons, provider_name=about.first.provider_name, state=told.state)
        text = _("If you will be somewhere else at that time, say so. Else say no, and the time is given back.")
        return Alert(title, text, Tone.CAUTION, is_urgent=True)
    if isinstance(refusal, MinorInCouple):
        return Alert(_("A couple’s session is for two adults."), _("Nothing was booked for you."), Tone.CAUTION)
    text = _("Cancel or move it first, then answer here.")
    return Alert(_("You have another session at that time."), text, Tone.CAUTION, is_urgent=True)


def _gone(request: PersonRequest, title: str, text: str) -> HttpResponseBase:
    words = {"site": site_for(request), "title": title, "text": text}
    return TemplateResponse(request, "booking/partner_gone.html", words, status=410)
