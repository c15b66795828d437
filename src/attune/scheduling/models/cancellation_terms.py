"""Cancellation terms: what a provider asks of who cancels late or does not come."""

from django.db import models

from attune.foundation.tenancy import PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class CancellationTerms(WalledModel):
    """A provider's own terms, within what the edition allows; without a row the edition's standard holds."""

    practice_id = PracticeKey()
    provider = PracticeForeignKey("credentialing.Provider", on_delete=models.CASCADE)
    free_until_hours = models.PositiveSmallIntegerField()
    late_fee_bps = models.PositiveSmallIntegerField()
    missed_fee_bps = models.PositiveSmallIntegerField()

    class Meta(WalledModel.Meta):
        constraints = [models.UniqueConstraint(fields=["practice_id", "provider"], name="one_set_of_terms_a_provider")]
