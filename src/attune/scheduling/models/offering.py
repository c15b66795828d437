"""Offerings: what can be booked."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from attune.foundation.tenancy import PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class Offering(WalledModel):
    """A kind of session a provider offers: its length, format, places, price and conditions."""

    practice_id = PracticeKey()
    provider = PracticeForeignKey("credentialing.Provider")
    name = models.CharField(max_length=80)
    format = models.CharField(max_length=10, default="individual")
    """Who takes part; codes of directory's vocabulary (FORMATS)."""
    places = ArrayField(models.CharField(max_length=10), default=list)
    """Where it may take place; codes of directory's vocabulary (PLACES)."""
    minutes = models.PositiveSmallIntegerField(default=50)
    step_minutes = models.PositiveSmallIntegerField(default=30)
    """From one possible start to the next, counted from when the hours open."""
    buffer_before_minutes = models.PositiveSmallIntegerField(default=0)
    buffer_after_minutes = models.PositiveSmallIntegerField(default=10)
    price_minor = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, default="USD")
    seats_max = models.PositiveSmallIntegerField(default=1)
    notice_minutes_min = models.PositiveIntegerField(default=240)
    horizon_days = models.PositiveSmallIntegerField(default=30)
    takes_new_patients = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(minutes__gt=0), name="offering_has_a_length"),
            models.CheckConstraint(condition=models.Q(seats_max__gt=0), name="offering_has_a_seat"),
        ]
