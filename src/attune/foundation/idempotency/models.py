"""The answers that were given, sealed, until they expire."""

from django.db import models

from attune.foundation.tenancy import HolderKey, Plane
from attune.foundation.tenancy.models import WalledModel


class IdempotentRequest(WalledModel):
    """One answered write. The client's key is kept as a hash; without it the answer cannot be read."""

    holder_id = HolderKey(plane=Plane.CARE)
    key_hash = models.CharField(max_length=64)
    request_hash = models.CharField(max_length=64, help_text="Method, address and body.")
    status = models.PositiveSmallIntegerField()
    sealed_answer = models.BinaryField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder_id", "key_hash"], name="a_key_has_one_answer"),
        ]
        indexes = [models.Index(fields=["holder_id", "expires_at"], name="answers_by_expiry")]

    def __str__(self) -> str:
        return str(self.id)
