"""What somebody answered when asked whether they are safe."""

from django.db import models

from attune.foundation.encryption.fields import EncryptedTextField
from attune.foundation.tenancy import PersonKey, Plane
from attune.foundation.tenancy.models import WalledModel


class SafetyAnswer(WalledModel):
    """One answer to the safety question. The newest counts; the ones before it stay."""

    person_id = PersonKey(plane=Plane.CARE)
    answer = EncryptedTextField()
    """A code of ``rules.safety.Safety``."""
    answered_at = models.DateTimeField()
    handed_over_at = models.DateTimeField(null=True)
    """When a practice took the follow-up."""

    class Meta(WalledModel.Meta):
        indexes = [models.Index(fields=["person_id", "answered_at"], name="safety_answers_in_order")]

    def __str__(self) -> str:
        return str(self.id)
