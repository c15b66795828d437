"""Checks: what a source said about a provider, kept as it was said."""

from django.db import models

from attune.credentialing.rules.checks import CheckKind, Outcome
from attune.foundation.tenancy import PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class Check(WalledModel):
    """One look into one source. Nothing changes it later; a new look is a new row."""

    practice_id = PracticeKey(append_only=True)
    provider = PracticeForeignKey("credentialing.Provider")
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in CheckKind])
    subject = models.CharField(max_length=60)
    """What was looked up: the NPI, or state, kind and number of a license."""
    source = models.CharField(max_length=40)
    outcome = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Outcome])
    finding = models.CharField(max_length=40)
    raw = models.BinaryField(default=bytes)
    """The answer, or the document, byte for byte."""
    media_type = models.CharField(max_length=40, default="application/json")
    raw_hash = models.CharField(max_length=64)
    """SHA-256 of ``raw`` in hexadecimal."""
    checked_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["practice_id", "provider", "kind", "-checked_at"], name="checks_of_a_provider"),
        ]
