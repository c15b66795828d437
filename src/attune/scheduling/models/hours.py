"""When a provider works, by the wall clock of the provider's zone."""

from datetime import time

from django.db import models

from attune.foundation.tenancy import PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel

MIDNIGHT = time(0)
"""As a closing time: the end of the day."""


def _closes_after(opens: str, closes: str) -> models.Q:
    return models.Q(**{closes: MIDNIGHT}) | models.Q(**{f"{opens}__lt": models.F(closes)})


class WeeklyHours(WalledModel):
    """A stretch of one weekday that repeats every week. Midnight as ``closes`` is the end of the day."""

    practice_id = PracticeKey()
    provider = PracticeForeignKey("credentialing.Provider")
    weekday = models.PositiveSmallIntegerField()
    """ISO: Monday is 1, Sunday 7."""
    opens = models.TimeField()
    closes = models.TimeField()
    offering = PracticeForeignKey("scheduling.Offering", null=True)
    """None: for everything the provider offers that has no hours of its own."""

    class Meta(WalledModel.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__range=(1, 7)), name="weekly_hours_have_a_weekday"),
            models.CheckConstraint(condition=_closes_after("opens", "closes"), name="weekly_hours_close_after_opening"),
        ]
        indexes = [models.Index(fields=["practice_id", "provider"], name="weekly_hours_of_provider")]


class DateOverride(WalledModel):
    """Hours of one date in the place of the week's: a stretch, or, without times, a day that is closed."""

    practice_id = PracticeKey()
    provider = PracticeForeignKey("credentialing.Provider")
    on_date = models.DateField()
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)

    class Meta(WalledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens=None, closes=None)
                | models.Q(opens__isnull=False, closes__isnull=False) & _closes_after("opens", "closes"),
                name="date_override_closes_after_opening",
            ),
            models.UniqueConstraint(
                fields=["practice_id", "provider", "on_date"],
                condition=models.Q(opens=None),
                name="a_date_is_closed_once",
            ),
        ]
        indexes = [models.Index(fields=["practice_id", "provider", "on_date"], name="date_overrides_of_provider")]


class TimeOff(WalledModel):
    """A stretch in which the provider is away, ``[starts, ends)`` by the wall clock: a zone's rule may still change."""

    practice_id = PracticeKey()
    provider = PracticeForeignKey("credentialing.Provider")
    starts_on = models.DateField()
    starts_at_time = models.TimeField(default=MIDNIGHT)
    ends_on = models.DateField()
    ends_at_time = models.TimeField(default=MIDNIGHT)

    class Meta(WalledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__lt=models.F("ends_on"))
                | models.Q(starts_on=models.F("ends_on"), starts_at_time__lt=models.F("ends_at_time")),
                name="time_off_ends_after_it_starts",
            )
        ]
        indexes = [models.Index(fields=["practice_id", "provider", "ends_on"], name="time_off_of_provider")]
