"""Those whom a person signs for: their children."""

from django.db import models

from attune.foundation.encryption.fields import EncryptedTextField
from attune.foundation.tenancy import PersonKey, Plane
from attune.foundation.tenancy.models import WalledModel


class Dependent(WalledModel):
    """A guardian's child, who has no sign-in of their own."""

    person_id = PersonKey(plane=Plane.CARE)
    name = EncryptedTextField()
    birth_date = models.DateField()
    state = models.CharField(max_length=2, blank=True)
    """Where the child lives; empty until it is told."""
    added_at = models.DateTimeField()

    class Meta(WalledModel.Meta):
        pass

    def __str__(self) -> str:
        return str(self.id)
