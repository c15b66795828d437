"""Confirming: the time is held, everything is said once, and one button books."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from attune.billing.errors import PracticeCannotCharge
from attune.directory.queries.offered import Offered, offered
from attune.foundation.clock import now
from attune.kernel.us_states import US_STATES
from attune.patients.errors import AnswerRefused, AnswersIncomplete, ConsentMissing, MinorAlone, NotAGuardian
from attune.patients.queries.answers import answers
from attune.patients.queries.dependents import child
from attune.scheduling.actions.clearing import keep_refusal
from attune.scheduling.actions.name_partner import name_partner
from attune.scheduling.booking_errors import (
    BookingRefused,
    HoldExpired,
    MinorInCouple,
    NoRoomFree,
    NotCleared,
    NotOffered,
    PartnerAddressWrong,
    PartnerNotNamed,
    PatientBusy,
    SlotTaken,
)
from attune.scheduling.queries.appointments import SeatFacts, seat
from attune.scheduling.queries.partners import partner_of_own
from attune.web.access import PersonRequest, own_care
from attune.web.booking.choice import Choice, forget_choice, kept_choice
from attune.web.booking.choosing import not_bookable, others_address
from attune.web.booking.page import (
    Looked,
    choose_time_page,
    offering_address,
    over_address,
    over_alert,
    place_label,
    provider_line,
    session_words,
    taken_alert,
    with_alert,
)
from attune.web.booking.times import close_to
from attune.web.booking.wording import Terms, is_about_the_state, not_cleared_in_words, terms_in_words
from attune.web.components.formatting import clock_time, money, when_span, zone_difference, zone_name
from attune.web.components.notices import Alert, Tone
from attune.web.components.people import PersonLine
from attune.web.greetings import viewer_zone
from attune.web.public.pages import site_for
from attune.workflows.book_session import Kept, Wish, be_in_another_state, hold_session
from attune.workflows.check_out import check_out


@dataclass(frozen=True, slots=True)
class Confirm:
    """Everything that is about to be booked, said before it is."""

    person: PersonLine
    when: str
    their_clock: str
    where: str
    for_whom: str
    session: str
    price: str
    is_free: bool
    terms: Terms
    state: str
    state_name: str
    states: tuple[tuple[str, str], ...]
    held_until: str
    seconds_left: int
    over_url: str
    back_url: str
    is_couple: bool
    partner_email: str
    alert: Alert | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why it cannot be booked, and the ways on."""

    title: str
    text: str
    others_url: str
    others_label: str
    confirm_url: str = ""
    """Where another state is told; empty where that would change nothing."""


@require_http_methods(["GET", "POST"])
def confirm_booking(request: PersonRequest) -> HttpResponseBase:
    """Hold what was chosen and show it; book it when it is confirmed."""
    choice = kept_choice(request)
    if choice is None:
        return redirect("patient_sessions")
    found = offered(choice.offering_id, now=now())
    if found is None:
        return not_bookable(request)
    try:
        if request.method == "POST":
            return _posted(request, choice, found)
        return _held(request, choice, found)
    except (ConsentMissing, AnswersIncomplete, NotAGuardian):
        return redirect(f"{reverse('onboarding_consents')}?{urlencode({'next': reverse('confirm_booking')})}")
    except PracticeCannotCharge:
        return not_bookable(request)
    except (PartnerAddressWrong, PartnerNotNamed) as wrong:
        return _held(request, choice, found, alert=_whom_to_ask(wrong), status=422)
    except BookingRefused as refusal:
        return _refused(request, choice, found, refusal)


def _held(
    request: PersonRequest, choice: Choice, found: Offered, *, alert: Alert | None = None, status: int = 200
) -> HttpResponseBase:
    with own_care(request, found.practice_id) as actor:
        kept = hold_session(actor, _wish(choice))
        facts = seat(actor, kept.held.seat_id)
        name = child(kept.told.dependent_id).name if kept.told.dependent_id else ""
        asked = partner_of_own(actor, facts)
    if kept.held.is_booked:
        return _done(facts.seat_id)
    page = replace(_page(found, kept, facts, child_name=name), alert=alert, partner_email=asked.email if asked else "")
    return TemplateResponse(request, "booking/confirm.html", {"site": site_for(request), "page": page}, status=status)


def _posted(request: PersonRequest, choice: Choice, found: Offered) -> HttpResponseBase:
    if "other_state" in request.POST:
        return _moved_state(request, choice, found, request.POST.get("state", ""))
    with own_care(request, found.practice_id) as actor:
        kept = hold_session(actor, _wish(choice))
        if request.POST.get("told_state") == kept.told.state:
            if seat(actor, kept.held.seat_id).is_couple and not kept.held.is_booked:
                name_partner(actor, hold_id=kept.held.hold_id, email=request.POST.get("partner_email", "")[:254])
            out = check_out(actor, _wish(choice), hold_id=kept.held.hold_id, kept=kept)
            if out.payment_id is not None:
                return _to_pay(out.payment_id)
            told = None if out.is_repeated else _("It is booked. The time for your calendar is in your mail.")
            return _done(out.seat_id, request, told)
    alert = Alert(_("Where you will be was changed meanwhile."), _("Look once more, then book."), Tone.CAUTION)
    return _held(request, choice, found, alert=alert, status=409)


def _whom_to_ask(wrong: PartnerAddressWrong | PartnerNotNamed) -> Alert:
    if isinstance(wrong, PartnerAddressWrong) and wrong.is_own:
        own = _("This is your own address.")
        return Alert(own, _("Type the one your partner reads."), Tone.CAUTION, is_urgent=True)
    text = _("It looks like name@example.org. Nothing was booked yet.")
    return Alert(_("Type your partner’s e-mail address."), text, Tone.CAUTION, is_urgent=True)


def _moved_state(request: PersonRequest, choice: Choice, found: Offered, state: str) -> HttpResponseBase:
    """Write down another state, and decide anew whether the session can be held."""
    try:
        with own_care(request, found.practice_id) as actor:
            kept = hold_session(actor, _wish(choice))
            be_in_another_state(actor, state=state, hold_id=None if kept.held.is_booked else kept.held.hold_id)
    except NotCleared as refusal:
        with own_care(request, found.practice_id) as actor:
            keep_refusal(actor, refusal)
            be_in_another_state(actor, state=state, hold_id=None)
    except MinorAlone:
        text = _("In %(state)s somebody of this age comes with a parent or guardian.")
        alert = Alert(text % {"state": US_STATES.get(state, state)}, _("They can book for you."), Tone.CAUTION)
        return _held(request, choice, found, alert=alert, status=422)
    except AnswerRefused:
        alert = Alert(_("We do not know this state."), _("Choose one of the list."), Tone.CAUTION)
        return _held(request, choice, found, alert=alert, status=422)
    return redirect("confirm_booking")


def _to_pay(payment_id: UUID) -> HttpResponseBase:
    """Lead to where it is paid. The choice is kept: whoever comes back from there finds what they chose."""
    return redirect("pay", payment_id=payment_id)


def _done(seat_id: UUID, request: PersonRequest | None = None, told: str | None = None) -> HttpResponseBase:
    if request is not None and told is not None:
        messages.success(request, told)
    response = redirect("own_session", seat_id=seat_id)
    forget_choice(response)
    return response


def _refused(request: PersonRequest, choice: Choice, found: Offered, refusal: BookingRefused) -> HttpResponseBase:
    """Answer a refusal with the way on: another time of the same offering, or somebody else."""
    moment, zone = now(), viewer_zone()
    if isinstance(refusal, NotCleared):
        return _not_cleared(request, found, refusal)
    if isinstance(refusal, MinorInCouple):
        return _adults_only(request)
    gone: datetime | None = choice.starts_at
    if isinstance(refusal, SlotTaken | NotOffered):
        alert = taken_alert(choice.starts_at, close_to(refusal.next_free, choice.starts_at), now=moment, zone=zone)
    elif isinstance(refusal, HoldExpired):
        gone = None
        alert = over_alert()
    elif isinstance(refusal, PatientBusy):
        alert = Alert(_("You have another session at that time."), _("Choose another one."), Tone.CAUTION)
    elif isinstance(refusal, NoRoomFree):
        alert = Alert(_("No room is free at that time."), _("Choose another one."), Tone.CAUTION)
    else:
        return not_bookable(request)
    looked = Looked(moment, zone, chosen=choice.starts_at, place=choice.place)
    fresh = offered(choice.offering_id, now=moment) or found
    page = with_alert(choose_time_page(fresh, looked, taken=None if gone in fresh.starts else gone), alert)
    words = {"site": site_for(request), "page": page}
    return TemplateResponse(request, "booking/choose_time.html", words, status=409)


def _not_cleared(request: PersonRequest, found: Offered, refusal: NotCleared) -> HttpResponseBase:
    with own_care(request, found.practice_id) as actor:
        keep_refusal(actor, refusal)
        state = answers(request.person.person_id).state
    about_state = is_about_the_state(refusal.reasons)
    name = US_STATES.get(state, state)
    page = Refused(
        title=not_cleared_in_words(refusal.reasons, provider_name=found.provider_name, state=state),
        text=_("Nothing was booked. Others may see you there."),
        others_url=others_address(),
        others_label=_("See who can see you in %(state)s") % {"state": name} if about_state else _("See who else can"),
        confirm_url=reverse("confirm_booking"),
    )
    words = {"site": site_for(request), "page": page, "states": tuple(US_STATES.items()), "state": state}
    return TemplateResponse(request, "booking/not_cleared.html", words, status=409)


def _adults_only(request: PersonRequest) -> HttpResponseBase:
    page = Refused(
        title=_("A couple’s session is for two adults."),
        text=_("Nothing was booked. For a child, choose a session for one."),
        others_url=others_address(),
        others_label=_("See who else can"),
    )
    words = {"site": site_for(request), "page": page}
    return TemplateResponse(request, "booking/not_cleared.html", words, status=409)


def _wish(choice: Choice) -> Wish:
    return Wish(choice.offering_id, choice.starts_at, choice.place)


def _page(found: Offered, kept: Kept, facts: SeatFacts, *, child_name: str) -> Confirm:
    moment, zone, start = now(), viewer_zone(), facts.starts_at
    theirs = ZoneInfo(found.zone)
    expires = kept.held.expires_at
    assert expires is not None
    difference = zone_difference(zone, theirs, at=start)
    their_time = {"name": found.provider_name, "time": clock_time(start, theirs), "zone": zone_name(theirs, at=start)}
    return Confirm(
        person=provider_line(found),
        when=_("%(span)s, %(zone)s time")
        % {"span": when_span(start, facts.ends_at, now=moment, zone=zone), "zone": zone_name(zone, at=start)},
        their_clock=_("%(name)s’s clock shows %(time)s (%(zone)s).") % their_time if difference else "",
        where=place_label(facts.place),
        for_whom=child_name,
        session=session_words(found),
        price=money(facts.price),
        is_free=facts.price.minor == 0,
        terms=terms_in_words(facts.policy, facts.price, starts_at=start, zone=zone, now=moment),
        state=kept.told.state,
        state_name=US_STATES[kept.told.state],
        states=tuple(US_STATES.items()),
        held_until=clock_time(expires, zone),
        seconds_left=max(0, int((expires - moment).total_seconds())),
        over_url=over_address(found.offering_id),
        back_url=offering_address(found.offering_id),
        is_couple=facts.is_couple,
        partner_email="",
    )
