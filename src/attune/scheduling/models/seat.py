"""Seats: each participant's own place in an appointment."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from attune.foundation.encryption.fields import EncryptedTextField
from attune.foundation.tenancy import Plane, PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel

TAKEN_SEATS = ("held", "booked", "attended", "missed")
"""The states in which a seat is somebody's."""

TAKEN = Q(state__in=list(TAKEN_SEATS))


class Seat(WalledModel):
    """One participant's place: held, booked, canceled or kept by itself. Price and policy are those of the booking."""

    class State(models.TextChoices):
        HELD = "held"
        BOOKED = "booked"
        ATTENDED = "attended"
        MISSED = "missed"
        CANCELED = "canceled"
        RELEASED = "released"
        EXPIRED = "expired"

    class Side(models.TextChoices):
        PATIENT = "patient"
        PRACTICE = "practice"

    practice_id = PracticeKey(plane=Plane.CARE)
    appointment = PracticeForeignKey("scheduling.Appointment")
    person_id = models.UUIDField(editable=False)
    """Who holds it; may be a parent, or somebody without an account yet."""
    chart = PracticeForeignKey("patients.Chart", null=True)
    """Whose session it is; known once it is booked."""
    number = models.PositiveSmallIntegerField()
    """Which of the appointment's seats, from 1."""
    seats_max = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.HELD)
    hold_expires_at = models.DateTimeField(null=True)
    """By the database's clock."""
    patient_state = models.CharField(max_length=2)
    """Where the patient said they will be."""
    clearance = PracticeForeignKey("credentialing.ClearanceDecision")
    """The kept decision that the provider may see this patient there and then."""
    price_minor = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    free_until_hours = models.PositiveSmallIntegerField()
    late_fee_bps = models.PositiveSmallIntegerField()
    missed_fee_bps = models.PositiveSmallIntegerField()
    """The cancellation policy as it was shown at booking: see rules/policy.py."""
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    booked_at = models.DateTimeField(null=True)
    canceled_at = models.DateTimeField(null=True)
    canceled_by = models.CharField(max_length=10, choices=Side.choices, blank=True, default="")
    cancel_reason = EncryptedTextField(null=True)  # type: ignore[misc]  # there is none until then
    fee_minor = models.PositiveIntegerField(default=0)
    """What the policy asks for a late cancellation or a missed session."""

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["practice_id", "appointment", "number"], condition=TAKEN, name="a_seat_is_taken_once"
            ),
            models.UniqueConstraint(
                fields=["practice_id", "appointment", "chart"],
                condition=TAKEN & Q(chart__isnull=False),
                name="a_chart_has_one_seat",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1) & Q(number__lte=F("seats_max")), name="seats_do_not_exceed_capacity"
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(hold_expires_at__isnull=False), name="a_hold_expires"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["booked", "attended", "missed"]) | Q(chart__isnull=False),
                name="a_booked_seat_is_somebodys",
            ),
        ]
        indexes = [
            models.Index(fields=["practice_id", "person_id"], name="seat_by_person"),
            models.Index(fields=["practice_id", "chart"], name="seat_by_chart"),
            models.Index(fields=["practice_id", "hold_expires_at"], condition=Q(state="held"), name="seat_by_expiry"),
        ]
