"""Invoices: what one seat costs, as it was quoted."""

from django.db import models
from django.db.models import F, Q

from attune.foundation.tenancy import PracticeKey
from attune.foundation.tenancy.models import WalledModel


class Invoice(WalledModel):
    """What a seat costs and how it is divided, frozen when its payment was asked for."""

    practice_id = PracticeKey()
    seat_id = models.UUIDField(editable=False)
    """A seat stands behind the wall of care: no constraint may look through it."""
    person_id = models.UUIDField(editable=False)
    """Who pays."""
    price_minor = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    commission_bps = models.PositiveSmallIntegerField(default=0)
    commission_minor = models.PositiveIntegerField(default=0)
    net_minor = models.PositiveIntegerField()
    payout_on = models.DateField(null=True)
    """When the net was promised to arrive; None where nothing is transferred."""
    account = models.CharField(max_length=64, blank=True, default="")
    """The processor's account that is charged on; empty: the platform's own."""
    issued_at = models.DateTimeField()

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "seat_id"], name="a_seat_has_one_invoice"),
            models.CheckConstraint(
                condition=Q(price_minor=F("commission_minor") + F("net_minor")), name="an_invoice_adds_up"
            ),
        ]
        indexes = [models.Index(fields=["practice_id", "issued_at"], name="invoice_by_date")]

    def __str__(self) -> str:
        return str(self.id)
