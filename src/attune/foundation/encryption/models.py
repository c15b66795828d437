"""The data keys, wrapped: those of practices and those of persons, each behind its own wall."""

from django.db import models
from django.db.models.functions import Now

from attune.foundation.tenancy import PersonKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class DataKey(WalledModel):
    """One version of a holder's key for one purpose. Without ``retired_at`` it encrypts; retired it only decrypts."""

    version = models.PositiveIntegerField()
    """Counts through all of a holder's keys, so that a ciphertext's version names one key."""
    purpose = models.CharField(max_length=20, default="", blank=True)
    """What this key alone encrypts; empty for the holder's texts in general."""
    wrapped = models.BinaryField(help_text="Empty once the key is destroyed.")
    created_at = models.DateTimeField(db_default=Now())
    retired_at = models.DateTimeField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.id} version {self.version}"


class PracticeDataKey(DataKey):
    """A version of a practice's data key."""

    practice_id = PracticeKey()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "version"], name="practice_key_version_once"),
            models.UniqueConstraint(
                fields=["practice_id", "purpose"],
                condition=models.Q(retired_at=None, destroyed_at=None),
                name="practice_has_one_key_in_use_for_each_purpose",
            ),
        ]


class PersonDataKey(DataKey):
    """A version of a person's data key."""

    person_id = PersonKey()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "version"], name="person_key_version_once"),
            models.UniqueConstraint(
                fields=["person_id", "purpose"],
                condition=models.Q(retired_at=None, destroyed_at=None),
                name="person_has_one_key_in_use_for_each_purpose",
            ),
        ]


class KeyHolder(models.Model):
    """A holder with data keys. Global, ids only: whose keys to wrap anew when the master key changes."""

    holder_id = models.UUIDField(primary_key=True)
    is_person = models.BooleanField()

    def __str__(self) -> str:
        return str(self.holder_id)
