"""The door: where the patient said they are, what was decided on it, and who let them in."""

from django.db import models

from attune.foundation.tenancy import Plane, PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class CheckIn(WalledModel):
    """One answer to "where are you now", and the clearance that was decided on it. A refusal is one too."""

    practice_id = PracticeKey(plane=Plane.CARE, append_only=True)
    room = PracticeForeignKey("telehealth.VideoRoom")
    seat = PracticeForeignKey("scheduling.Seat")
    person_id = models.UUIDField(editable=False)
    """Who answered: the patient, or a parent."""
    state = models.CharField(max_length=2)
    clearance = PracticeForeignKey("credentialing.ClearanceDecision")
    is_cleared = models.BooleanField()
    at = models.DateTimeField()

    class Meta(WalledModel.Meta):
        indexes = [models.Index(fields=["practice_id", "room", "at"], name="check_in_of_room")]


class Admission(WalledModel):
    """The provider let a patient in who had checked in; reloading the page needs no second one."""

    practice_id = PracticeKey(plane=Plane.CARE, append_only=True)
    check_in = PracticeForeignKey("telehealth.CheckIn")
    admitted_by = models.UUIDField(editable=False)
    at = models.DateTimeField()

    class Meta(WalledModel.Meta):
        constraints = [models.UniqueConstraint(fields=["practice_id", "check_in"], name="a_check_in_is_admitted_once")]
