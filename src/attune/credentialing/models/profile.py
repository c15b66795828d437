"""What a provider says of themselves to those who look for one."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from attune.foundation.tenancy import PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class Profile(WalledModel):
    """A provider's own words and declarations. Codes are those of directory's vocabulary."""

    practice_id = PracticeKey()
    provider = PracticeForeignKey("credentialing.Provider", on_delete=models.CASCADE)
    slug = models.SlugField(max_length=80)
    approach = models.TextField(blank=True, max_length=2_000)
    """How they work, in their own words; shown to the public."""
    specialties = ArrayField(models.CharField(max_length=20), default=list)
    modalities = ArrayField(models.CharField(max_length=20), default=list)
    languages = ArrayField(models.CharField(max_length=5), default=list)
    age_groups = ArrayField(models.CharField(max_length=15), default=list)
    payers = ArrayField(models.CharField(max_length=20), default=list)
    gender = models.CharField(max_length=10, blank=True)
    """Shared only if the provider chose to."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "provider"], name="one_profile_a_provider"),
        ]
