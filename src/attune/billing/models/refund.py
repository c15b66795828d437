"""Refunds: what goes back of a payment, and why."""

from django.db import models
from django.db.models import F, Q

from attune.billing.rules.states import RefundReason, RefundState
from attune.foundation.tenancy import PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class Refund(WalledModel):
    """An amount that goes back to who paid, and what of it the platform gives back of its part."""

    practice_id = PracticeKey()
    payment = PracticeForeignKey("billing.Payment")
    number = models.PositiveSmallIntegerField()
    amount_minor = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    commission_back_minor = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=16, choices=[(one.value, one.value) for one in RefundReason])
    state = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in RefundState], default=RefundState.REQUESTED
    )
    processor_id = models.CharField(max_length=64, blank=True, default="")
    failure_code = models.CharField(max_length=60, blank=True, default="")
    requested_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    """When the processor was first asked: the age of its key."""
    made_at = models.DateTimeField(null=True)

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "payment", "number"], name="refunds_are_numbered"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="a_refund_is_of_something"),
            models.CheckConstraint(
                condition=Q(commission_back_minor__lte=F("amount_minor")), name="a_commission_is_a_part"
            ),
        ]
        indexes = [
            models.Index(fields=["practice_id", "state"], condition=Q(state="requested"), name="refund_open"),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id} {self.number}"
