"""Checks of a practice's own NPI: what the registry said about the organization, kept as it was said."""

from django.db import models

from attune.credentialing.rules.checks import Outcome
from attune.credentialing.rules.organizations import OrganizationFinding
from attune.foundation.tenancy import PracticeKey
from attune.foundation.tenancy.models import WalledModel


class OrganizationCheck(WalledModel):
    """One look into the registry. Nothing changes it later; a new look is a new row."""

    practice_id = PracticeKey(append_only=True)
    npi = models.CharField(max_length=10)
    legal_name = models.CharField(max_length=160)
    """What the practice called itself when it was looked up."""
    outcome = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Outcome])
    finding = models.CharField(max_length=20, choices=[(one.value, one.value) for one in OrganizationFinding])
    raw = models.BinaryField(default=bytes)
    """The answer, byte for byte."""
    raw_hash = models.CharField(max_length=64)
    """SHA-256 of ``raw`` in hexadecimal."""
    checked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["practice_id", "-checked_at"], name="checks_of_an_organization")]
