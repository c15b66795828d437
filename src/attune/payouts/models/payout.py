"""Payouts and the payments each of them consists of: ids, amounts and days, nobody's name."""

from django.db import models
from django.db.models import F, Q

from attune.foundation.tenancy import PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class Payout(WalledModel):
    """One transfer from the practice's account at the processor to its bank."""

    class State(models.TextChoices):
        PREPARED = "prepared"
        SENT = "sent"
        ARRIVED = "arrived"
        FAILED = "failed"
        SET_OFF = "set_off"
        """Everything in it counts against what was given back after its payout: nothing is sent."""

    practice_id = PracticeKey()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    processor_id = models.CharField(max_length=64, blank=True)
    promised_on = models.DateField(help_text="The earliest day promised for one of its lines.")
    expected_on = models.DateField()
    prepared_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    arrived_on = models.DateField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure_code = models.CharField(max_length=80, blank=True)

    class Meta(WalledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0) & ~Q(state="set_off") | Q(amount_minor=0, state="set_off"),
                name="a_payout_pays_something",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "failed", "set_off"]) | ~Q(processor_id=""),
                name="a_sent_payout_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["arrived", "set_off"]) | Q(arrived_on__isnull=False),
                name="an_arrived_payout_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="failed", failed_at__isnull=False) | ~Q(state="failed") & Q(failed_at=None),
                name="a_failed_payout_says_when",
            ),
        ]
        indexes = [models.Index(fields=["practice_id", "prepared_at"], name="payouts_by_time")]

    def __str__(self) -> str:
        return str(self.id)


class PayoutLine(WalledModel):
    """What one payment adds to a payout. A payment is paid out once; a failed payout gives its lines back."""

    practice_id = PracticeKey()
    payout = PracticeForeignKey("payouts.Payout", related_name="lines")
    payment_id = models.UUIDField()
    gross_minor = models.BigIntegerField(help_text="What the session earned after refunds.")
    commission_minor = models.BigIntegerField()
    net_minor = models.BigIntegerField()
    promised_on = models.DateField()
    is_live = models.BooleanField(default=True)

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["practice_id", "payment_id"], condition=Q(is_live=True), name="a_payment_is_paid_out_once"
            ),
            models.CheckConstraint(
                condition=Q(net_minor=F("gross_minor") - F("commission_minor")), name="a_payout_line_adds_up"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class PayoutSetOff(WalledModel):
    """What of a payout's line is not sent, as it went to the bank before, for a payment that was given back after."""

    practice_id = PracticeKey()
    payout = PracticeForeignKey("payouts.Payout", related_name="set_offs")
    payment_id = models.UUIDField(help_text="Whose line it comes out of.")
    against_id = models.UUIDField(help_text="The payment that was given back after its payout.")
    amount_minor = models.BigIntegerField()

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["practice_id", "payout", "payment_id", "against_id"], name="a_line_is_set_off_once"
            ),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="a_set_off_takes_something"),
        ]

    def __str__(self) -> str:
        return str(self.id)
