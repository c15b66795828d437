"""What the operators see of every practice's days: how many and how much, nobody and nothing about care.

Global, on the guard's named list; each row is written by its practice's own job.
"""

from django.db import models

from attune.kernel.identifiers import new_id


class OperatingDay(models.Model):
    """One day of one practice in numbers, each as docs/reference/metrics.md defines it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    practice_id = models.UUIDField()
    day = models.DateField(db_index=True)
    booked = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)
    canceled_late = models.PositiveIntegerField(default=0)
    received_minor = models.BigIntegerField(default=0)
    first_in_3 = models.PositiveIntegerField(default=0)
    first_in_7 = models.PositiveIntegerField(default=0)
    first_in_14 = models.PositiveIntegerField(default=0)
    first_later = models.PositiveIntegerField(default=0)
    open_minutes = models.PositiveIntegerField(default=0)
    filled_minutes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "day"], name="a_day_of_a_practice_is_counted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id} {self.day}"
