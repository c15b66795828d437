"""What the page shows on which one session is paid."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from attune.billing.rules.states import PaymentState
from attune.web.booking.page import offering_address, over_address, place_label
from attune.web.booking.wording import Terms, terms_in_words
from attune.web.components.formatting import clock_time, money, when_span, zone_name
from attune.web.components.notices import Alert, Tone
from attune.web.components.people import PersonLine, Portrait
from attune.web.paying.wording import decline_alert
from attune.workflows.own_payments import DueAt


class Step(StrEnum):
    """What the page asks of who pays."""

    CARD = "card"
    BANK = "bank"
    WAIT = "wait"
    GONE = "gone"
    """The time is not kept any more, and nothing was charged."""
    RETURNED = "returned"
    """It was paid, the time was gone, and the money goes back."""


@dataclass(frozen=True, slots=True)
class CardForm:
    """What the processor's script needs in the browser; ``client_secret`` only where the bank asks."""

    script_url: str
    publishable_key: str
    account: str
    amount_minor: int
    currency: str
    client_secret: str = ""

    @property
    def script_origin(self) -> str:
        """Return where the script comes from: the page's policy lets it in, and nothing else."""
        return origin(self.script_url)


@dataclass(frozen=True, slots=True)
class PayPage:
    """One session and its price, and what is to be done next."""

    step: Step
    person: PersonLine
    when: str
    where: str
    session: str
    price: str
    terms: Terms
    card: CardForm
    held_until: str
    seconds_left: int
    over_url: str
    others_url: str
    pay_url: str
    bank_url: str
    alert: Alert | None = None


def pay_page(found: DueAt, *, now: datetime, zone: ZoneInfo, client_secret: str = "") -> PayPage:
    """Return the page of a payment that is not final, or that was given back."""
    asked, seat = found.due.payment, found.due.seat
    expires = seat.hold_expires_at or now
    span = when_span(seat.starts_at, seat.ends_at, now=now, zone=zone)
    step = _step(found)
    return PayPage(
        step=step,
        person=PersonLine(Portrait(seat.provider_id, seat.provider_name), found.practice_name),
        when=_("%(span)s, %(zone)s time") % {"span": span, "zone": zone_name(zone, at=seat.starts_at)},
        where=place_label(seat.place),
        session=seat.offering_name,
        price=money(asked.amount),
        terms=terms_in_words(seat.policy, seat.price, starts_at=seat.starts_at, zone=zone, now=now),
        card=CardForm(
            script_url=settings.STRIPE_JS_URL,
            publishable_key=settings.STRIPE_PUBLISHABLE_KEY,
            account=asked.account or "",
            amount_minor=asked.amount.minor,
            currency=asked.amount.currency.lower(),
            client_secret=client_secret,
        ),
        held_until=clock_time(expires, zone),
        seconds_left=max(0, int((expires - now).total_seconds())),
        over_url=over_address(seat.offering_id),
        others_url=offering_address(seat.offering_id),
        pay_url=reverse("pay", args=[asked.payment_id]),
        bank_url=reverse("pay_bank", args=[asked.payment_id]),
        alert=_alert(found, step),
    )


def origin(url: str) -> str:
    """Return scheme, host and port of an address, as a content security policy names a source."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _step(found: DueAt) -> Step:
    asked = found.due.payment
    if asked.state is PaymentState.SUCCEEDED:
        return Step.RETURNED
    if asked.state is PaymentState.PROCESSING:
        return Step.WAIT
    if not found.due.is_held or asked.state is PaymentState.CANCELED:
        return Step.GONE
    return Step.BANK if asked.state is PaymentState.AWAITING_BANK else Step.CARD


def _alert(found: DueAt, step: Step) -> Alert | None:
    if step is Step.CARD and found.due.payment.decline_code:
        return decline_alert(found.due.payment.decline_code)
    if step is Step.GONE:
        return Alert(_("The time is not held any more."), _("Nothing was charged. Choose a time again."), Tone.CAUTION)
    if step is Step.RETURNED:
        told = {"price": money(found.due.payment.amount)}
        text = _("Somebody else had the time before your payment arrived. %(price)s goes back to your card by itself.")
        return Alert(_("It is not booked, and your money goes back."), text % told, Tone.CAUTION)
    return None
