"""What a practice pays the platform, and where its contract says who keeps the records."""

from django.db import models
from django.db.models import F, Q

from attune.agreements.rules.terms import COMMISSION_BPS_MAX, COMMISSION_BPS_MIN
from attune.foundation.tenancy import PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class ContractTerms(WalledModel):
    """Terms as they were offered; in force from the signature of their contract to their end.

    ``commission_bps`` of each appointment's price is the platform's.
    """

    practice_id = PracticeKey()
    commission_bps = models.PositiveSmallIntegerField()
    custody_clause = models.CharField(max_length=40, blank=True, help_text="The section on custody of records.")
    offered_at = models.DateTimeField()
    signature = PracticeForeignKey("agreements.Signature", null=True)
    begins_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=200, blank=True)

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["practice_id"], condition=Q(ends_at=None), name="one_contract_at_a_time"),
            models.CheckConstraint(
                condition=Q(commission_bps__gte=COMMISSION_BPS_MIN, commission_bps__lte=COMMISSION_BPS_MAX),
                name="commission_is_within_bounds",
            ),
            models.CheckConstraint(
                condition=Q(begins_at=None) | (Q(signature__isnull=False) & ~Q(custody_clause="")),
                name="a_contract_in_force_says_who_keeps_the_records",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(begins_at=None) | Q(ends_at__gte=F("begins_at")),
                name="a_contract_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
