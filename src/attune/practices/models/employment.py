"""Who is employed, from when to when, and what was done before."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from attune.foundation.tenancy import PracticeKey
from attune.foundation.tenancy.models import WalledModel
from attune.practices.rules.hiring import EmploymentKind


class Employment(WalledModel):
    """A person's employment at a practice that employs its providers; returning makes a new one."""

    practice_id = PracticeKey()
    person_id = models.UUIDField(editable=False)
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in EmploymentKind])
    starts_on = models.DateField(help_text="First day, in the practice's zone.")
    ends_on = models.DateField(null=True, help_text="First day on which it no longer holds.")
    done_items = ArrayField(models.CharField(max_length=30), default=list)
    """Codes of the hiring checklist, as the policy names them."""
    confirmed_at = models.DateTimeField(null=True, help_text="When everything was done; before, it does not count.")
    end_reason = models.CharField(max_length=200, blank=True)

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["practice_id", "person_id"], condition=Q(ends_on=None), name="one_open_employment_a_person"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="employment_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
