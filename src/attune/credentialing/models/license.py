"""Licenses: what lets a provider practise in a state."""

from django.db import models
from django.db.models.functions import Now

from attune.credentialing.rules.licenses import LicenseKind, LicenseStatus
from attune.foundation.tenancy import PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class License(WalledModel):
    """One license of one provider in one state. Days are those of the board's clock, both inclusive."""

    practice_id = PracticeKey()
    provider = PracticeForeignKey("credentialing.Provider")
    state = models.CharField(max_length=2)
    kind = models.CharField(max_length=40, choices=[(one.value, one.value) for one in LicenseKind])
    title = models.CharField(max_length=40, blank=True)
    """What the state calls it: LMHC, LPC, LICSW."""
    number = models.CharField(max_length=40)
    issued_on = models.DateField()
    expires_on = models.DateField()
    ends_at = models.DateTimeField()
    """The board's midnight after the last day; rules/boards.py says how."""
    status = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in LicenseStatus], default=LicenseStatus.PENDING.value
    )
    evidence = PracticeForeignKey("credentialing.Check", null=True)
    """The check the status stands on."""
    lapse_noted_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice_id", "provider", "state", "kind", "number"], name="a_license_is_on_file_once"
            ),
            models.CheckConstraint(
                condition=models.Q(issued_on__lt=models.F("expires_on")), name="license_expires_after_its_issue"
            ),
        ]
        indexes = [models.Index(fields=["practice_id", "ends_at"], name="licenses_by_their_end")]
