"""The counters: a global, unlogged table without persons' names or health facts."""

from django.db import models


class RateCounter(models.Model):
    """How often one bucket was used in its present window; the next window takes the row over."""

    bucket = models.CharField(primary_key=True, max_length=80)
    window_started_at = models.DateTimeField()
    used = models.BigIntegerField()

    def __str__(self) -> str:
        return self.bucket
