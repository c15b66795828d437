"""How far journeys get, without a word about whose they are."""

from django.db import models

from attune.kernel.identifiers import new_id


class FunnelStep(models.Model):
    """A journey reached a step. Global and de-identified: only the person's own row knows their journey's id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    journey_id = models.UUIDField()
    step = models.CharField(max_length=20)
    reached_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["journey_id", "step"], name="a_step_is_reached_once")]
        indexes = [models.Index(fields=["step", "reached_at"], name="steps_by_time")]

    def __str__(self) -> str:
        return f"{self.step} {self.journey_id}"
