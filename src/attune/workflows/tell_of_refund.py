"""Telling who paid that money goes back to them, and why."""

from uuid import UUID

from django.utils.translation import gettext as _

from attune.billing.message_kinds import REFUND_MADE
from attune.billing.queries.payments import RefundFacts, payment
from attune.billing.rules.states import RefundReason, RefundState
from attune.foundation.addresses import address_of
from attune.foundation.authorization import Actor, system_actor
from attune.foundation.tenancy import current_scope
from attune.identity.queries.people import named_people
from attune.kernel.money import Money
from attune.notifications.actions.notify import notify
from attune.notifications.rules.recipient import Recipient
from attune.practices.queries.registry import registered


def tell_of_refund(actor: Actor, payment_id: UUID) -> None:
    """Mail who paid about each refund that was made, once. Follows billing.refund.made."""
    practice_id = current_scope("A refund").practice_id
    assert practice_id is not None, "payments are a practice's"
    paid = payment(system_actor(practice_id, request_id=actor.request_id), payment_id)
    reader = named_people([paid.person_id]).get(paid.person_id)
    if reader is None:
        return
    for one in paid.refunds:
        if one.state is RefundState.SUCCEEDED:
            notify(
                REFUND_MADE,
                recipient=Recipient(reader.email, person_id=reader.person_id, zone=reader.zone),
                facts={"amount": _amount(one.amount), "why": _why(one), "link": address_of("patient_payments")},
                practice_name=registered(practice_id).name,
                once_key=f"refund:{one.refund_id}",
                run_soon=True,
            )


def _why(refund: RefundFacts) -> str:
    if refund.reason is RefundReason.NOT_BOOKED:
        return _("The time you paid for was gone before your payment arrived, so nothing is booked.")
    if refund.reason is RefundReason.MISSED:
        return _("It is what the appointment you missed does not cost.")
    return _("Your appointment was canceled.")


def _amount(amount: Money) -> str:
    whole, cents = divmod(amount.minor, 100)
    return f"{whole:,}.{cents:02d} {amount.currency}"
