"""Decisions about clearance, each with all it stood on."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from attune.credentialing.rules.clearance import Door
from attune.foundation.tenancy import PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class ClearanceDecision(WalledModel):
    """What was asked, what was known, and the verdict. It names no patient, and nothing changes it later."""

    practice_id = PracticeKey(append_only=True)
    provider = PracticeForeignKey("credentialing.Provider")
    asked_at_door = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Door])
    decided_at = models.DateTimeField()
    is_cleared = models.BooleanField()
    reasons = ArrayField(models.CharField(max_length=30), default=list)
    rules_version = models.PositiveSmallIntegerField()
    told = models.TextField()
    """The question and the facts, as rules/decision_record.py writes them: enough to ask again."""
    told_hash = models.CharField(max_length=64)
    """SHA-256 of ``told`` and the verdict in hexadecimal; the trail keeps it too."""
