"""Sample tables with encrypted texts, one for each kind of holder."""

from django.db import models

from attune.foundation.encryption.fields import EncryptedTextField
from attune.foundation.tenancy import HolderKey, PersonKey, Plane, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class Jotting(WalledModel):
    """A practice's row of the care plane with two encrypted columns, one of which may be absent."""

    practice_id = PracticeKey(plane=Plane.CARE)
    label = models.CharField(max_length=40, default="a label")
    text = EncryptedTextField()
    remark = EncryptedTextField(null=True)  # type: ignore[misc]

    class Meta:
        app_label = "sample"


class Letter(WalledModel):
    """Another table of the practice."""

    practice_id = PracticeKey(plane=Plane.CARE)
    text = EncryptedTextField()

    class Meta:
        app_label = "sample"


class Confession(WalledModel):
    """A person's row."""

    person_id = PersonKey()
    text = EncryptedTextField()

    class Meta:
        app_label = "sample"


class Errand(WalledModel):
    """A row of whoever the scope is open on."""

    holder_id = HolderKey()
    text = EncryptedTextField()

    class Meta:
        app_label = "sample"


class Carving(WalledModel):
    """A row that is never changed."""

    practice_id = PracticeKey(append_only=True)
    text = EncryptedTextField()

    class Meta:
        app_label = "sample"


SAMPLES = (Jotting, Letter, Confession, Errand, Carving)
