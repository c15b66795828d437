"""Encounters: one participant's session, as the appointment tells it."""

from django.db import models

from attune.foundation.tenancy import Plane, PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class Encounter(WalledModel):
    """What a note is about. Filled in from the appointment, and once more when the note is signed."""

    class Attendance(models.TextChoices):
        OPEN = "open"
        """Nobody said yet whether the patient came."""
        ATTENDED = "attended"
        MISSED = "missed"

    practice_id = PracticeKey(plane=Plane.CARE)
    appointment = PracticeForeignKey("scheduling.Appointment")
    seat = PracticeForeignKey("scheduling.Seat")
    chart = PracticeForeignKey("patients.Chart")
    provider = PracticeForeignKey("credentialing.Provider")
    service = models.CharField(max_length=120)
    """The offering's name as it was when the encounter was filled in."""
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=40)
    """The provider's, by its IANA name."""
    format = models.CharField(max_length=10)
    place = models.CharField(max_length=10)
    patient_state = models.CharField(max_length=2)
    participants = models.PositiveSmallIntegerField()
    """How many patients had a seat."""
    attendance = models.CharField(max_length=10, choices=Attendance.choices, default=Attendance.OPEN)
    opened_at = models.DateTimeField()

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "seat"], name="a_seat_has_one_encounter"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="encounter_ends_after_its_start"
            ),
        ]
        indexes = [models.Index(fields=["practice_id", "chart", "starts_at"], name="encounter_by_chart")]

    def __str__(self) -> str:
        return str(self.id)
