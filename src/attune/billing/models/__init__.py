"""Billing's tables. They know amounts and ids; whose session it was stands behind the wall of care."""

from attune.billing.models.event import ProcessorEvent
from attune.billing.models.invoice import Invoice
from attune.billing.models.payment import ONE_PAYMENT_A_SEAT, Attempt, Payment
from attune.billing.models.refund import Refund

__all__ = ["ONE_PAYMENT_A_SEAT", "Attempt", "Invoice", "Payment", "ProcessorEvent", "Refund"]
