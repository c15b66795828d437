"""In which states the organization itself may deliver care."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from attune.foundation.tenancy import PracticeKey
from attune.foundation.tenancy.models import WalledModel


class OrganizationAuthorization(WalledModel):
    """One state on its way to being open: its launch checklist, then the days it holds."""

    practice_id = PracticeKey()
    state = models.CharField(max_length=2)
    done_items = ArrayField(models.CharField(max_length=30), default=list)
    """Codes of the launch checklist, as the policy names them."""
    evidence = models.CharField(max_length=200, blank=True, help_text="Where the proof stands; no health facts.")
    begins_on = models.DateField(null=True, help_text="First day in the practice's zone; empty: not open.")
    ends_on = models.DateField(null=True, help_text="First day on which it no longer holds.")

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "state"], name="one_authorization_a_state"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(begins_on__isnull=False, ends_on__gte=F("begins_on")),
                name="an_authorization_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"
