"""The registry of practices: a global table without health facts."""

from django.db import models
from django.db.models.functions import Now

from attune.kernel.identifiers import new_id
from attune.practices.rules.lifecycle import PracticeState


class Practice(models.Model):
    """An accountable holder of records, or the platform's own reserved holder."""

    class Kind(models.TextChoices):
        PRACTICE = "practice"
        PLATFORM = "platform"

    class State(models.TextChoices):
        APPLIED = PracticeState.APPLIED.value
        IN_REVIEW = PracticeState.IN_REVIEW.value
        AGREEMENTS = PracticeState.AGREEMENTS.value
        LIVE = PracticeState.LIVE.value
        PAUSED = PracticeState.PAUSED.value
        CLOSED = PracticeState.CLOSED.value

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PRACTICE)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    zone = models.CharField(max_length=40, help_text="IANA name; the practice's wall clock.")
    state = models.CharField(max_length=12, choices=State.choices, default=State.LIVE)
    live_until = models.DateTimeField(
        null=True, help_text="When the contract it works under ends; from then on nothing is booked, without a job."
    )
    agreed_at = models.DateTimeField(null=True, help_text="Since when everything a practice signs is signed.")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind"], condition=models.Q(kind="platform"), name="one_platform_holder"),
            models.CheckConstraint(condition=~models.Q(name=""), name="practice_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
