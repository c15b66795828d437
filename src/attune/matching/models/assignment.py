"""Who waits for a clinician of the practice, who was suggested, and who was chosen instead."""

from django.db import models

from attune.foundation.encryption.fields import EncryptedTextField
from attune.foundation.tenancy import Plane, PracticeForeignKey, PracticeKey
from attune.foundation.tenancy.models import WalledModel


class Assignment(WalledModel):
    """Somebody who is to be seen by the practice, and by whom. Open until a first session is booked."""

    class State(models.TextChoices):
        WAITING = "waiting"
        ENDED = "ended"

    practice_id = PracticeKey(plane=Plane.CARE)
    person_id = models.UUIDField(help_text="Who answered the questions; they may not have an account yet.")
    about_id = models.UUIDField(help_text="Who is to be seen: the person, or the child they act for.")
    run_id = models.UUIDField(help_text="The latest run, which is the person's.")
    need = models.JSONField(help_text="What was asked for, as codes.")
    strategy = models.CharField(max_length=60)
    suggested_provider = PracticeForeignKey("credentialing.Provider", null=True, related_name="+")
    provider = PracticeForeignKey("credentialing.Provider", null=True, related_name="+")
    assigned_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    waiting_since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["practice_id", "about_id"],
                condition=models.Q(state="waiting"),
                name="somebody_waits_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting", ended_at=None) | models.Q(state="ended", ended_at__isnull=False),
                name="an_ended_assignment_says_when",
            ),
            models.CheckConstraint(
                condition=models.Q(provider__isnull=True) | models.Q(assigned_at__isnull=False),
                name="an_assignment_says_when",
            ),
        ]
        indexes = [models.Index(fields=["practice_id", "state", "waiting_since"], name="who_waits_longest")]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"


class AssignmentOverride(WalledModel):
    """Somebody of the staff chose another clinician than the one assigned, and said why."""

    practice_id = PracticeKey(plane=Plane.CARE, append_only=True)
    assignment = PracticeForeignKey(Assignment, related_name="overrides")
    instead_of = PracticeForeignKey("credentialing.Provider", null=True, related_name="+")
    provider = PracticeForeignKey("credentialing.Provider", related_name="+")
    reason = EncryptedTextField()
    chosen_by = models.UUIDField(help_text="The person who chose.")
    chosen_at = models.DateTimeField()

    class Meta(WalledModel.Meta):
        pass

    def __str__(self) -> str:
        return str(self.id)
