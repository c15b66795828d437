"""Where a person is in care."""

from django.db import models

from attune.foundation.tenancy import PersonKey, Plane
from attune.foundation.tenancy.models import WalledModel


class CareLink(WalledModel):
    """A person has at least one chart at a practice. Written in a scope that has both."""

    person_id = PersonKey(plane=Plane.CARE)
    practice_id = models.UUIDField(editable=False)
    since = models.DateTimeField()

    class Meta(WalledModel.Meta):
        constraints = [models.UniqueConstraint(fields=["person_id", "practice_id"], name="a_person_is_linked_once")]

    def __str__(self) -> str:
        return str(self.id)
