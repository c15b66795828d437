"""Sample tables of each kind of wall, for tests of the mechanism itself."""

from django.db import models

from attune.foundation.tenancy import (
    HolderKey,
    PersonKey,
    Plane,
    PracticeForeignKey,
    PracticeKey,
    PublishedKey,
)
from attune.foundation.tenancy.models import WalledModel


class Shelf(WalledModel):
    """A practice's row of the business plane."""

    practice_id = PracticeKey()
    label = models.CharField(max_length=40)

    class Meta:
        app_label = "sample"
        constraints = [models.UniqueConstraint(fields=["practice_id", "label"], name="one_shelf_per_label")]


class Paper(WalledModel):
    """A practice's row of the care plane, on a shelf of the same practice."""

    practice_id = PracticeKey(plane=Plane.CARE)
    shelf = PracticeForeignKey(Shelf, related_name="papers")
    text = models.CharField(max_length=40)

    class Meta:
        app_label = "sample"


class Diary(WalledModel):
    """A person's row."""

    person_id = PersonKey()
    text = models.CharField(max_length=40)

    class Meta:
        app_label = "sample"


class Entry(WalledModel):
    """A holder's row that is never changed."""

    holder_id = HolderKey(append_only=True)
    text = models.CharField(max_length=40)

    class Meta:
        app_label = "sample"


class Notice(WalledModel):
    """A practice's published row."""

    practice_id = PublishedKey()
    text = models.CharField(max_length=40)

    class Meta:
        app_label = "sample"


SAMPLES = (Shelf, Paper, Diary, Entry, Notice)
