"""Occupancy: who and what is taken when. One constraint over all of it makes a double booking impossible."""

from django.db import models
from django.db.models import F, Q

from attune.foundation.tenancy import Plane, PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel
from attune.foundation.tenancy.no_overlap import NoOverlap

NO_DOUBLE_BOOKING = "nothing_is_booked_twice"


class Occupancy(WalledModel):
    """A resource, taken for a time: held and booked alike. It is deleted when the time is free again."""

    class Kind(models.TextChoices):
        PROVIDER = "provider"
        ROOM = "room"
        PATIENT = "patient"

    practice_id = PracticeKey(plane=Plane.CARE)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    resource_id = models.UUIDField(editable=False)
    """A provider, a room, or a chart."""
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    """Of the session for a room or a patient; with the buffers around it for the provider."""
    appointment = PracticeForeignKey("scheduling.Appointment")
    seat = PracticeForeignKey("scheduling.Seat", null=True)
    """Whose time it is, where it is a patient's."""
    expires_at = models.DateTimeField(null=True)
    """When the last hold on it ends; None once it is booked. Whoever comes later may take it then."""

    class Meta(WalledModel.Meta):
        constraints = [
            NoOverlap(keys=("practice_id", "resource_id"), span=("starts_at", "ends_at"), name=NO_DOUBLE_BOOKING),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="occupancy_ends_after_its_start"),
        ]
        indexes = [models.Index(fields=["practice_id", "resource_id", "ends_at"], name="occupancy_by_resource")]
