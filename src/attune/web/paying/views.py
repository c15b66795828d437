"""The page on which a session is paid: one screen, and what its form sends is a card's name and nothing else."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from attune.billing.errors import NotACard, PaymentIsNot, TooManyAttempts
from attune.billing.gateways import payment_processor
from attune.billing.rules.states import PaymentState
from attune.foundation.background import Call
from attune.foundation.clock import now
from attune.foundation.observability.correlation import current_request_id
from attune.kernel.processor import ProcessorError
from attune.scheduling.actions.clearing import keep_refusal
from attune.scheduling.booking_errors import HoldExpired, NotCleared
from attune.web.access import PersonRequest, own_care
from attune.web.booking.choice import forget_choice
from attune.web.booking.wording import not_cleared_in_words
from attune.web.components.notices import Alert, Tone
from attune.web.greetings import viewer_zone
from attune.web.middleware import content_security_policy
from attune.web.paying.page import PayPage, Step, origin, pay_page
from attune.web.public.pages import site_for
from attune.workflows.check_out import pay as try_to_pay
from attune.workflows.own_payments import DueAt, own_due
from attune.workflows.settle_payment import settle_payment

BANK_PAGES = "https://hooks.stripe.com"
"""Where the real processor shows a bank's question."""


@require_http_methods(["GET", "POST"])
def pay(request: PersonRequest, payment_id: UUID) -> HttpResponseBase:
    """Show what is to be paid and take a card for it; what was paid and booked leads to the session."""
    found = own_due(request.actor, payment_id)
    if request.method == "POST":
        return _posted(request, found)
    if found.due.payment.state in (PaymentState.REQUESTED, PaymentState.PROCESSING):
        _look_up(found)
        found = own_due(request.actor, payment_id)
    if request.headers.get("HX-Request") == "true" and found.due.payment.state is not PaymentState.PROCESSING:
        # What waited is decided: another page, with scripts of its own.
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return _shown(request, found)


@require_POST
def bank_answered(request: PersonRequest, payment_id: UUID) -> HttpResponseBase:
    """Look up what came of a bank's question, and show it."""
    found = own_due(request.actor, payment_id)
    _look_up(found)
    return redirect("pay", payment_id=payment_id)


def _posted(request: PersonRequest, found: DueAt) -> HttpResponseBase:
    payment_id = found.due.payment.payment_id
    try:
        with own_care(request, found.practice_id) as actor:
            try_to_pay(actor, payment_id, payment_method=request.POST.get("payment_method", ""), now=now())
    except NotACard:
        alert = Alert(_("The card is missing."), _("Fill in the card, then pay."), Tone.DANGER, is_urgent=True)
        return _shown(request, found, alert=alert, status=422)
    except TooManyAttempts:
        text = _("Nothing was taken. Your bank can tell you more; you can choose the time again later.")
        alert = Alert(_("Too many cards were declined for this session."), text, Tone.DANGER, is_urgent=True)
        return _shown(request, found, alert=alert, status=409)
    except NotCleared as refusal:
        return _not_cleared(request, found, refusal)
    except (HoldExpired, PaymentIsNot):
        return _shown(request, own_due(request.actor, payment_id), status=409)
    return redirect("pay", payment_id=payment_id)


def _not_cleared(request: PersonRequest, found: DueAt, refusal: NotCleared) -> HttpResponseBase:
    """Keep why the session cannot be, and say it: nothing was taken for it."""
    with own_care(request, found.practice_id) as actor:
        keep_refusal(actor, refusal)
    seat = found.due.seat
    title = not_cleared_in_words(refusal.reasons, provider_name=seat.provider_name, state=seat.patient_state)
    alert = Alert(title, _("Nothing was taken, and nothing is booked."), Tone.CAUTION, is_urgent=True)
    return _shown(request, found, alert=alert, status=409)


def _shown(request: PersonRequest, found: DueAt, *, alert: Alert | None = None, status: int = 200) -> HttpResponseBase:
    asked = found.due.payment
    if asked.state is PaymentState.SUCCEEDED and asked.is_booked:
        messages.success(request, _("It is paid and booked. The time for your calendar is in your mail."))
        booked = redirect("own_session", seat_id=asked.seat_id)
        forget_choice(booked)
        return booked
    page = pay_page(found, now=now(), zone=viewer_zone(), client_secret=_client_secret(found))
    words = {"site": site_for(request), "page": page, "alert": alert or page.alert}
    response = TemplateResponse(request, "paying/pay.html", words, status=status)
    response.headers["Content-Security-Policy"] = _policy(page)
    return response


def _look_up(found: DueAt) -> None:
    """Ask the processor now; where it is out of reach, the page waits and the jobs go on."""
    call = Call(found.practice_id, None, found.due.payment.payment_id, request_id=current_request_id())
    try:
        settle_payment(call, is_hint=True)
    except ProcessorError:
        return


def _client_secret(found: DueAt) -> str:
    """Return what the browser answers the bank with, where the bank asks."""
    asked = found.due.payment
    if asked.state is not PaymentState.AWAITING_BANK:
        return ""
    try:
        return payment_processor().intent(asked.intent_id, account=asked.account).client_secret
    except ProcessorError:
        return ""


def _policy(page: PayPage) -> str:
    """Let the processor's script in, on this page alone."""
    script, api = page.card.script_origin, origin(settings.STRIPE_API_BASE)
    if page.step not in (Step.CARD, Step.BANK):
        return content_security_policy()
    return content_security_policy(scripts=(script,), connections=(script, api), frames=(script, BANK_PAGES))
