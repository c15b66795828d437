"""Listings: what everybody may read of who can be booked. The one table that is read across practices."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from attune.directory.rules import start_bits
from attune.foundation.database.bit_string import BitStringField
from attune.foundation.tenancy import PublishedKey
from attune.foundation.tenancy.models import WalledModel


class Listing(WalledModel):
    """One offering of a provider, as its practice publishes it.

    Everybody reads it, its practice alone writes it. It names no patient and no appointment; the columns
    it may have are listed in ``foundation/tenancy/guard/named.py``, and the guard refuses any other.
    """

    practice_id = PublishedKey()
    provider_id = models.UUIDField()
    offering_id = models.UUIDField()
    practice_name = models.CharField(max_length=120)
    provider_name = models.CharField(max_length=120)
    slug = models.CharField(max_length=100)
    """The provider's public address; one for all their offerings."""
    profession = models.CharField(max_length=30)
    letters = models.CharField(max_length=20)
    approach = models.TextField(blank=True)
    states = ArrayField(models.CharField(max_length=2))
    states_until = ArrayField(models.DateTimeField())
    """Until when the provider may be booked in each of ``states``, in the same order."""
    specialties = ArrayField(models.CharField(max_length=20))
    modalities = ArrayField(models.CharField(max_length=20))
    languages = ArrayField(models.CharField(max_length=5))
    gender = models.CharField(max_length=10, blank=True)
    age_groups = ArrayField(models.CharField(max_length=15))
    payers = ArrayField(models.CharField(max_length=20))
    is_prescriber = models.BooleanField()
    offering_name = models.CharField(max_length=80)
    format = models.CharField(max_length=10)
    places = ArrayField(models.CharField(max_length=10))
    price_minor = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    minutes = models.PositiveSmallIntegerField()
    takes_new_patients = models.BooleanField()
    notice_minutes = models.PositiveIntegerField()
    horizon_days = models.PositiveSmallIntegerField()
    facets = models.BigIntegerField()
    """The codes above as the bits of ``rules/facets.py``, so that choices are counted without reading arrays."""
    zone = models.CharField(max_length=40)
    """IANA name; the provider's wall clock."""
    base_day = models.DateField()
    """The day, in UTC, whose midnight is the first bit of ``starts``."""
    starts = BitStringField(length=start_bits.LENGTH, default=0)
    bookable_until = models.DateTimeField()
    """The latest of ``states_until``: past it the listing is shown to nobody."""
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "offering_id"], name="one_listing_an_offering"),
        ]
        indexes = [
            models.Index(fields=["practice_id", "provider_id"], name="listing_by_provider"),
            models.Index(fields=["offering_id"], name="listing_by_offering"),
            models.Index(fields=["slug"], name="listing_by_slug"),
            # What few have. Codes that nearly everybody has cost more in the index than beside it.
            GinIndex(
                fields=["states", "specialties", "modalities", "languages"],
                name="listing_by_facets",
                fastupdate=False,
            ),
        ]
