"""A practice's account at the payment processor, as it was when it was last looked at."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from attune.foundation.tenancy import PracticeKey
from attune.foundation.tenancy.models import WalledModel


class ConnectedAccount(WalledModel):
    """Where a practice's patients pay to. Requirements are the processor's codes, never what was answered."""

    practice_id = PracticeKey()
    processor_id = models.CharField(max_length=64, blank=True, help_text="Empty until the processor has answered.")
    is_submitted = models.BooleanField(default=False)
    may_charge = models.BooleanField(default=False)
    may_pay_out = models.BooleanField(default=False)
    currently_due = ArrayField(models.CharField(max_length=120), default=list)
    past_due = ArrayField(models.CharField(max_length=120), default=list)
    in_verification = ArrayField(models.CharField(max_length=120), default=list)
    disabled_reason = models.CharField(max_length=80, blank=True)
    deadline_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["practice_id"], name="one_connected_account_a_practice"),
            models.CheckConstraint(
                condition=models.Q(may_charge=False) | ~models.Q(processor_id=""),
                name="an_account_that_charges_is_known",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
