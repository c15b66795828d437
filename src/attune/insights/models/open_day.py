"""How long each provider was open on a day, and how much of it was booked: kept, as hours change later."""

from django.db import models

from attune.foundation.tenancy import PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class OpenDay(WalledModel):
    """One day of one provider, by the practice's zone, as it was counted last while the day was on."""

    practice_id = PracticeKey()
    provider = PracticeForeignKey("credentialing.Provider")
    day = models.DateField()
    open_minutes = models.PositiveIntegerField()
    filled_minutes = models.PositiveIntegerField()

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "provider", "day"], name="an_open_day_is_counted_once"),
            models.CheckConstraint(
                condition=models.Q(filled_minutes__lte=models.F("open_minutes")), name="no_more_is_filled_than_open"
            ),
        ]
        indexes = [models.Index(fields=["practice_id", "day"], name="open_days_by_day")]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.day}"
