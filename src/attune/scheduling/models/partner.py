"""Partners of couples who were asked to come: one who books names the other, who answers for themselves."""

from django.db import models
from django.db.models.functions import Now

from attune.foundation.encryption.fields import EncryptedTextField
from attune.foundation.tenancy import Plane, PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class PartnerInvitation(WalledModel):
    """The question to a partner whether they come too. Answered yes, a seat of their own stands beside the first."""

    class State(models.TextChoices):
        ASKED = "asked"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        LAPSED = "lapsed"
        """Nobody answered in time."""

    practice_id = PracticeKey(plane=Plane.CARE)
    appointment = PracticeForeignKey("scheduling.Appointment")
    email = EncryptedTextField()
    """Where the link is mailed to; who answers has an account with this address."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    answer_by = models.DateTimeField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    answered_at = models.DateTimeField(null=True)
    person_id = models.UUIDField(null=True, editable=False)
    """Who answered."""

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "appointment"], name="a_couple_asks_one_partner"),
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | models.Q(person_id__isnull=False),
                name="an_accepted_invitation_is_somebodys",
            ),
        ]
