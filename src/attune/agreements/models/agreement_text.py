"""The texts that are signed, by kind and version: a global reference that never changes."""

from django.db import models

from attune.agreements.rules.kinds import AgreementKind
from attune.kernel.identifiers import new_id


class AgreementText(models.Model):
    """One version of one agreement, with gaps for the parties and the terms. A change is a new version."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=30, choices=[(one.value, one.value) for one in AgreementKind])
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    body = models.TextField()
    contents = models.JSONField(default=dict)
    """Which section says what the law or the design requires: content's code to section's number."""
    text_hash = models.CharField(max_length=64, help_text="SHA-256 of the body, in hexadecimal.")
    effective_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="one_text_a_version"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="versions_begin_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"
