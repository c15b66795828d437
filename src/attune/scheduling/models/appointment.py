"""Appointments: what is planned between a provider and one or several people."""

from django.db import models
from django.db.models.functions import Now

from attune.foundation.encryption.fields import EncryptedTextField
from attune.foundation.tenancy import Plane, PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class Appointment(WalledModel):
    """A session at a time. What the offering said when it was booked is kept here; who comes stands in the seats."""

    class State(models.TextChoices):
        HELD = "held"
        """Nobody has booked yet; it ends with its last hold."""
        CONFIRMED = "confirmed"
        COMPLETED = "completed"
        NO_SHOW = "no_show"
        CANCELED = "canceled"
        RELEASED = "released"
        """Its holds were given up or expired before anybody booked."""

    practice_id = PracticeKey(plane=Plane.CARE)
    provider = PracticeForeignKey("credentialing.Provider")
    offering = PracticeForeignKey("scheduling.Offering")
    format = models.CharField(max_length=10)
    place = models.CharField(max_length=10)
    room = PracticeForeignKey("scheduling.Room", null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    buffer_before_minutes = models.PositiveSmallIntegerField(default=0)
    buffer_after_minutes = models.PositiveSmallIntegerField(default=0)
    zone = models.CharField(max_length=40)
    """The provider's zone when it was booked, by its IANA name."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.HELD)
    seats_max = models.PositiveSmallIntegerField(default=1)
    sequence = models.PositiveIntegerField(default=0)
    """Counts up with each change of time, as calendars expect (iCalendar's SEQUENCE)."""
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    canceled_at = models.DateTimeField(null=True)
    cancel_reason = EncryptedTextField(null=True)  # type: ignore[misc]  # there is none until then

    class Meta(WalledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="appointment_ends_after_its_start"
            ),
            models.CheckConstraint(condition=models.Q(seats_max__gt=0), name="appointment_has_a_seat"),
        ]
        indexes = [models.Index(fields=["practice_id", "provider", "starts_at"], name="appointment_by_start")]
