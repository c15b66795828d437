"""Exclusion lists as the government publishes them: global reference, the same for every practice."""

from django.db import models

from attune.credentialing.rules.lists import ListKind
from attune.kernel.identifiers import new_id


class ExclusionList(models.Model):
    """One file that was taken in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.CharField(max_length=10, default="leie")
    kind = models.CharField(max_length=15, choices=[(one.value, one.value.capitalize()) for one in ListKind])
    file_hash = models.CharField(max_length=64)
    """SHA-256 of the file in hexadecimal."""
    rows = models.PositiveIntegerField()
    newest_on = models.DateField()
    """The latest exclusion, or reinstatement, in the file: how old it is."""
    taken_in_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.newest_on}"


class Exclusion(models.Model):
    """One row of a list. It stays when it leaves the list, with the moment it left."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    fingerprint = models.CharField(max_length=64, unique=True)
    """SHA-256 over what identifies the row: names, NPI, birth date, address, kind and day of exclusion."""
    natural_key = models.CharField(max_length=64)
    """SHA-256 over what a reinstatement repeats: names, NPI, birth date, kind and day of exclusion."""
    family_name = models.CharField(max_length=60, blank=True)
    given_name = models.CharField(max_length=60, blank=True)
    middle_name = models.CharField(max_length=60, blank=True)
    business_name = models.CharField(max_length=120, blank=True)
    name_key = models.CharField(max_length=125, blank=True)
    """The two names as they are compared; empty for a business."""
    occupation = models.CharField(max_length=120, blank=True)
    npi = models.CharField(max_length=10, blank=True)
    born_on = models.DateField(null=True)
    place = models.CharField(max_length=120, blank=True)
    authority = models.CharField(max_length=20)
    """The section of the law it rests on: 1128a1."""
    excluded_on = models.DateField()
    last_list = models.ForeignKey(ExclusionList, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    """When it left the list, or a reinstatement was taken in."""

    class Meta:
        indexes = [
            models.Index(fields=["npi"], condition=~models.Q(npi=""), name="exclusions_by_npi"),
            models.Index(fields=["name_key"], condition=~models.Q(name_key=""), name="exclusions_by_name"),
            models.Index(fields=["natural_key"], name="exclusions_by_natural_key"),
        ]

    def __str__(self) -> str:
        return self.fingerprint
