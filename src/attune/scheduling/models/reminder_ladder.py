"""The reminders a practice sends, where it departs from the edition's standard."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from attune.foundation.tenancy import PracticeKey
from attune.foundation.tenancy.models import WalledModel


class ReminderLadder(WalledModel):
    """When a practice reminds, in hours before a session; without a row the edition's standard holds."""

    practice_id = PracticeKey()
    hours = ArrayField(models.PositiveSmallIntegerField())

    class Meta(WalledModel.Meta):
        constraints = [models.UniqueConstraint(fields=["practice_id"], name="a_practice_has_one_ladder")]
