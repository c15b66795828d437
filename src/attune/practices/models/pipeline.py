"""What the operators see of every practice at once: codes and dates, written by the practice's own transactions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class PipelineEntry(models.Model):
    """What a practice still lacks on its way in, and what waits for a person to look at it."""

    practice = models.OneToOneField("practices.Practice", on_delete=models.CASCADE, primary_key=True)
    missing = ArrayField(models.CharField(max_length=30), default=list)
    """Codes of the steps that are not done."""
    to_review = ArrayField(models.CharField(max_length=30), default=list)
    """Codes of the checks that came out neither good nor bad."""
    next_expiry_on = models.DateField(null=True)
    state_since = models.DateTimeField()
    looked_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.practice_id)
