"""Rooms: where sessions in person take place."""

from django.db import models

from attune.foundation.tenancy import PracticeKey
from attune.foundation.tenancy.models import WalledModel


class Room(WalledModel):
    """A room at one of the practice's locations; one session at a time."""

    practice_id = PracticeKey()
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=200)
    directions = models.CharField(max_length=400, blank=True)
    """How to find it; shown to whoever has a session there."""
    is_active = models.BooleanField(default=True)

    class Meta(WalledModel.Meta):
        constraints = [models.UniqueConstraint(fields=["practice_id", "name"], name="a_room_has_a_name_of_its_own")]
