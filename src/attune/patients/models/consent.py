"""What a person agreed to, word for word."""

from django.db import models

from attune.foundation.tenancy import PersonKey, Plane, PracticeForeignKey
from attune.foundation.tenancy.models import WalledModel


class Signed(models.Model):
    """Who agreed to which text, and when. The text's version never changes; its hash proves it."""

    kind = models.CharField(max_length=30)
    version = models.CharField(max_length=10)
    state = models.CharField(max_length=2, blank=True)
    """The state the text was written for; empty where one text serves all."""
    text_hash = models.CharField(max_length=64)
    signed_name = models.CharField(max_length=120)
    """As typed by who signed: the patient, or the guardian of a child."""
    signed_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class PersonConsent(Signed, WalledModel):
    """A consent given before or beside any practice, for oneself or for a child."""

    person_id = PersonKey(plane=Plane.CARE, append_only=True)
    dependent = PracticeForeignKey("patients.Dependent", null=True)
    address = models.CharField(max_length=45, blank=True)
    """The network address it was signed from."""

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "kind", "version", "state", "dependent"],
                nulls_distinct=False,
                name="a_text_is_signed_once",
            )
        ]
