"""Rooms, and who was in them when: the evidence that attendance stands on."""

from django.db import models
from django.db.models import F, Q

from attune.foundation.tenancy import Plane, PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class VideoRoom(WalledModel):
    """The video room of one appointment; it is made when somebody first comes to its door."""

    practice_id = PracticeKey(plane=Plane.CARE)
    appointment = PracticeForeignKey("scheduling.Appointment")
    made_at = models.DateTimeField()

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "appointment"], name="an_appointment_has_one_room")
        ]


class Presence(WalledModel):
    """One connection of one person: from when to when it was there. Every instant is the database's.

    A connection that breaks without a word was there until it was last seen.
    """

    class Side(models.TextChoices):
        PROVIDER = "provider"
        PATIENT = "patient"

    class Spot(models.TextChoices):
        WAITING = "waiting"
        """In the waiting room: checked in, not let in yet."""
        INSIDE = "inside"

    practice_id = PracticeKey(plane=Plane.CARE)
    room = PracticeForeignKey("telehealth.VideoRoom")
    seat = PracticeForeignKey("scheduling.Seat", null=True)
    """Whose seat it is; none for the provider."""
    person_id = models.UUIDField(editable=False)
    side = models.CharField(max_length=10, choices=Side.choices)
    spot = models.CharField(max_length=10, choices=Spot.choices)
    joined_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    """When it was last known to be there; written every so often."""
    connected_at = models.DateTimeField(null=True)
    """When the two browsers first exchanged picture and sound over it."""
    left_at = models.DateTimeField(null=True)

    class Meta(WalledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(seen_at__gte=F("joined_at")) & (Q(left_at=None) | Q(left_at__gte=F("joined_at"))),
                name="presence_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(side="provider", seat=None) | Q(side="patient", seat__isnull=False),
                name="a_patient_sits_in_a_seat",
            ),
        ]
        indexes = [models.Index(fields=["practice_id", "room", "joined_at"], name="presence_of_room")]
