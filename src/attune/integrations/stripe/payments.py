"""Payments by Stripe: direct charges on a practice's account, or plain ones."""

from datetime import datetime
from typing import Final
from uuid import UUID

import stripe
from stripe.params import (
    ApplicationFeeCreateRefundParams,
    ApplicationFeeListRefundsParams,
    PaymentIntentConfirmParams,
    PaymentIntentCreateParams,
    PaymentIntentListParams,
    RefundCreateParams,
    RefundListParams,
)

from attune.billing.gateways import (
    CardShown,
    Decline,
    Intent,
    IntentRequest,
    IntentState,
    ProcessorRefund,
    RefundRequest,
    RefundState,
)
from attune.integrations.stripe.client import (
    PAYMENT,
    PRACTICE,
    REFUND,
    client,
    errors_translated,
    is_final,
    moment,
    money,
    options,
    our_id,
)
from attune.kernel.money import Money

WITH_CHARGE: Final = ["latest_charge.balance_transaction"]
PAGE: Final = 100


class StripePayments:
    """The payment processor, for billing. Source: docs.stripe.com/connect/direct-charges."""

    def __init__(self) -> None:
        self._stripe = client()

    def create_intent(self, request: IntentRequest, *, key: str) -> Intent:
        """Ask for a payment, by any method that needs no way over another site."""
        params: PaymentIntentCreateParams = {
            "amount": request.amount.minor,
            "currency": request.amount.currency.lower(),
            "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
            "metadata": {PAYMENT: str(request.payment_id), PRACTICE: str(request.practice_id)},
            "expand": WITH_CHARGE,
        }
        if request.account is not None and request.commission is not None and request.commission.minor > 0:
            params["application_fee_amount"] = request.commission.minor
        with errors_translated():
            made = self._stripe.v1.payment_intents.create(params, options(request.account, key=key))
        return _intent(made, request.account)

    def intent(self, intent_id: str, *, account: str | None = None) -> Intent:
        """Return a payment as it is now."""
        with errors_translated():
            found = self._stripe.v1.payment_intents.retrieve(intent_id, {"expand": WITH_CHARGE}, options(account))
        return _intent(found, account)

    def intents_of(
        self, payment_id: UUID, *, created_since: datetime, account: str | None = None
    ) -> tuple[Intent, ...]:
        """Look through all payments since a moment: the search by metadata is behind by a minute and more."""
        params: PaymentIntentListParams = {
            "created": {"gte": int(created_since.timestamp())},
            "limit": PAGE,
            "expand": [f"data.{path}" for path in WITH_CHARGE],
        }
        with errors_translated():
            listed = self._stripe.v1.payment_intents.list(params, options(account)).auto_paging_iter()
            found = [one for one in listed if our_id(one.metadata, PAYMENT) == payment_id]
        return tuple(_intent(one, account) for one in reversed(found))

    def confirm_intent(
        self, intent_id: str, *, payment_method: str, return_url: str, key: str, account: str | None = None
    ) -> Intent:
        """Charge the card."""
        params: PaymentIntentConfirmParams = {
            "payment_method": payment_method,
            "return_url": return_url,
            "expand": WITH_CHARGE,
        }
        with errors_translated():
            made = self._stripe.v1.payment_intents.confirm(intent_id, params, options(account, key=key))
        return _intent(made, account)

    def cancel_intent(self, intent_id: str, *, key: str, account: str | None = None) -> Intent:
        """Give a payment up."""
        with errors_translated():
            made = self._stripe.v1.payment_intents.cancel(intent_id, {"expand": WITH_CHARGE}, options(account, key=key))
        return _intent(made, account)

    def refund(self, request: RefundRequest, *, key: str) -> ProcessorRefund:
        """Give money back, and then of the platform's part exactly what was asked for."""
        params: RefundCreateParams = {
            "payment_intent": request.intent_id,
            "amount": request.amount.minor,
            "metadata": {
                REFUND: str(request.refund_id),
                PAYMENT: str(request.payment_id),
                PRACTICE: str(request.practice_id),
            },
            "expand": ["charge"],
        }
        with errors_translated():
            made = self._stripe.v1.refunds.create(params, options(request.account, key=key))
        back = request.commission_back or Money(0, request.amount.currency)
        if back.minor > 0:
            assert isinstance(made.charge, stripe.Charge), "the charge was asked for"
            assert made.charge.application_fee is not None, "there is a commission to give back"
            self.return_commission(
                str(made.charge.application_fee),
                amount=back,
                refund_id=request.refund_id,
                practice_id=request.practice_id,
                key=f"{key}:commission",
            )
        return _refund(made, back)

    def return_commission(
        self, commission_id: str, *, amount: Money, refund_id: UUID, practice_id: UUID, key: str
    ) -> None:
        """Give back of the platform's part; the platform itself asks for it, not the practice's account."""
        params: ApplicationFeeCreateRefundParams = {
            "amount": amount.minor,
            "metadata": {REFUND: str(refund_id), PRACTICE: str(practice_id)},
        }
        with errors_translated():
            self._stripe.v1.application_fees.refunds.create(commission_id, params, options(None, key=key))

    def refunds_of(self, intent_id: str, *, account: str | None = None) -> tuple[ProcessorRefund, ...]:
        """Return every refund of a payment, with what of the platform's part went back with it."""
        params: RefundListParams = {"payment_intent": intent_id, "limit": PAGE}
        commission_id = self.intent(intent_id, account=account).commission_id
        with errors_translated():
            listed = list(self._stripe.v1.refunds.list(params, options(account)).auto_paging_iter())
        back = self._commission_back(commission_id) if commission_id else {}
        return tuple(_refund(one, money(back.get(our_id(one.metadata, REFUND)), one.currency)) for one in listed[::-1])

    def _commission_back(self, commission_id: str) -> dict[UUID | None, int]:
        params: ApplicationFeeListRefundsParams = {"limit": PAGE}
        back: dict[UUID | None, int] = {}
        with errors_translated():
            for one in self._stripe.v1.application_fees.refunds.list(commission_id, params).auto_paging_iter():
                refund_id = our_id(one.metadata, REFUND)
                back[refund_id] = back.get(refund_id, 0) + one.amount
        return back


def _intent(found: stripe.PaymentIntent, account: str | None) -> Intent:
    charge = found.latest_charge if isinstance(found.latest_charge, stripe.Charge) else None
    paid = charge if charge is not None and charge.paid else None
    return Intent(
        id=found.id,
        state=IntentState(found.status),
        amount=money(found.amount, found.currency),
        received=money(found.amount_received, found.currency),
        commission=money(found.application_fee_amount, found.currency),
        account=account,
        payment_id=our_id(found.metadata, PAYMENT),
        practice_id=our_id(found.metadata, PRACTICE),
        created_at=moment(found.created),
        client_secret=found.client_secret or "",
        charge_id=paid.id if paid else None,
        commission_id=str(paid.application_fee) if paid and paid.application_fee else None,
        processor_fee=_processor_fee(paid) if paid else None,
        last_decline=_decline(found),
        card=_card(paid) if paid else None,
    )


def _processor_fee(charge: stripe.Charge) -> Money | None:
    entry = charge.balance_transaction
    if not isinstance(entry, stripe.BalanceTransaction):
        return None
    return money(sum(one.amount for one in entry.fee_details if one.type == "stripe_fee"), entry.currency)


def _decline(found: stripe.PaymentIntent) -> Decline | None:
    error = found.last_payment_error
    if error is None:
        return None
    code = str(getattr(error, "decline_code", None) or getattr(error, "code", None) or error.type)
    return Decline(code, is_final=is_final(code, getattr(error, "advice_code", None)))


def _card(charge: stripe.Charge) -> CardShown | None:
    details = charge.payment_method_details
    card = details.card if details else None
    return CardShown(brand=card.brand or "", last4=card.last4 or "") if card else None


def _refund(found: stripe.Refund, commission_back: Money) -> ProcessorRefund:
    return ProcessorRefund(
        id=found.id,
        state=RefundState(found.status or "pending"),
        amount=money(found.amount, found.currency),
        commission_back=commission_back,
        refund_id=our_id(found.metadata, REFUND),
        failure_code=getattr(found, "failure_reason", None) or "",
    )
