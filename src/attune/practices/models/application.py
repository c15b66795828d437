"""What a practice told when it applied: who answers for it in law."""

from django.db import models

from attune.foundation.encryption.fields import EncryptedTextField
from attune.foundation.tenancy import PracticeKey
from attune.foundation.tenancy.models import WalledModel
from attune.practices.rules.application import Structure


class Application(WalledModel):
    """The legal facts of a practice. One a practice."""

    practice_id = PracticeKey()
    owner_id = models.UUIDField(editable=False, help_text="Who applied and answers for the practice.")
    legal_name = models.CharField(max_length=160)
    structure = models.CharField(max_length=5, choices=[(one.value, one.value) for one in Structure])
    organization_npi = models.CharField(
        max_length=10, blank=True, help_text="NPI of the organization, where it has one."
    )
    tax_id = EncryptedTextField()
    street = models.CharField(max_length=160)
    city = models.CharField(max_length=80)
    state = models.CharField(max_length=2)
    zip_code = models.CharField(max_length=10)
    applied_at = models.DateTimeField()

    class Meta(WalledModel.Meta):
        constraints = [models.UniqueConstraint(fields=["practice_id"], name="one_application_a_practice")]

    def __str__(self) -> str:
        return str(self.id)
