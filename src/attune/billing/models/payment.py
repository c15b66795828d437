"""Payments, and each card that was tried for one."""

from django.db import models
from django.db.models import F, Q

from attune.billing.rules.states import OPEN_ATTEMPTS, OPEN_PAYMENTS, AttemptState, PaymentState
from attune.foundation.tenancy import PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel

ONE_PAYMENT_A_SEAT = "a_seat_is_paid_once"


class Payment(WalledModel):
    """The one payment of a seat. It succeeds together with its booking, or with the refund of itself."""

    practice_id = PracticeKey()
    invoice = PracticeForeignKey("billing.Invoice")
    seat_id = models.UUIDField(editable=False)
    person_id = models.UUIDField(editable=False)
    state = models.CharField(
        max_length=16, choices=[(one.value, one.value) for one in PaymentState], default=PaymentState.REQUESTED
    )
    amount_minor = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    account = models.CharField(max_length=64, blank=True, default="")
    intent_id = models.CharField(max_length=64, blank=True, default="")
    charge_id = models.CharField(max_length=64, blank=True, default="")
    commission_id = models.CharField(max_length=64, blank=True, default="")
    """What the processor calls the platform's part."""
    card_brand = models.CharField(max_length=20, blank=True, default="")
    card_last4 = models.CharField(max_length=4, blank=True, default="")
    decline_code = models.CharField(max_length=60, blank=True, default="")
    """Why the last card was declined, in the processor's word."""
    is_booked = models.BooleanField(default=False)
    """Whether what was paid for was booked; if not, it is given back."""
    requested_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    """When the processor was first asked: the age of its key."""
    succeeded_at = models.DateTimeField(null=True)
    earned_at = models.DateTimeField(null=True)

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["practice_id", "seat_id"], condition=Q(state="succeeded"), name=ONE_PAYMENT_A_SEAT
            ),
            models.UniqueConstraint(fields=["practice_id", "invoice"], name="an_invoice_has_one_payment"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="a_payment_is_of_something"),
            models.CheckConstraint(
                condition=~Q(state="succeeded") | Q(succeeded_at__isnull=False) & ~Q(intent_id=""),
                name="a_payment_that_succeeded_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["practice_id", "person_id"], name="payment_by_person"),
            models.Index(fields=["practice_id", "seat_id"], name="payment_by_seat"),
            models.Index(fields=["practice_id", "requested_at"], name="payment_by_date"),
            models.Index(
                fields=["practice_id", "state"],
                condition=Q(state__in=[one.value for one in OPEN_PAYMENTS]),
                name="payment_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.state}"


class Attempt(WalledModel):
    """One card that was tried. Its number is part of its key at the processor: what was asked is never asked anew."""

    practice_id = PracticeKey()
    payment = PracticeForeignKey("billing.Payment")
    number = models.PositiveSmallIntegerField()
    payment_method = models.CharField(max_length=64)
    """The processor's name for the card; the card itself never reaches us."""
    state = models.CharField(
        max_length=16, choices=[(one.value, one.value) for one in AttemptState], default=AttemptState.ASKED
    )
    decline_code = models.CharField(max_length=60, blank=True, default="")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "payment", "number"], name="attempts_are_numbered"),
            models.UniqueConstraint(
                fields=["practice_id", "payment"],
                condition=Q(state__in=[one.value for one in OPEN_ATTEMPTS]),
                name="one_card_is_tried_at_a_time",
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="attempts_are_numbered_from_one"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("asked_at")), name="an_attempt_ends_after_asking"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id} {self.number}"
