"""Tasks: a kind, what it is about, whose it is and until when; never a word about a patient."""

from django.db import models

from attune.foundation.authorization import Role
from attune.foundation.tenancy import HolderKey, Plane
from attune.foundation.tenancy.models import WalledModel

ROLES = [(role.value, role.value) for role in Role]


class Task(WalledModel):
    """Something to do, for a person or for whoever holds a role; of a practice, the platform or a person."""

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        DISMISSED = "dismissed"

    holder_id = HolderKey(plane=Plane.CARE)
    kind = models.CharField(max_length=80)
    subject_id = models.UUIDField(help_text="What it is about: the row that its page shows.")
    owner_id = models.UUIDField(null=True, help_text="The person whose task it is.")
    owner_role = models.CharField(max_length=16, blank=True, choices=ROLES)
    due_at = models.DateTimeField()
    escalates_at = models.DateTimeField(null=True)
    escalates_to = models.CharField(max_length=16, blank=True, choices=ROLES)
    escalated_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True, help_text="The person; nobody where it ended by itself.")

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["holder_id", "kind", "subject_id"],
                condition=models.Q(state="open"),
                name="one_open_task_per_kind_and_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(owner_id__isnull=False) | ~models.Q(owner_role=""), name="a_task_has_an_owner"
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", ended_at=None) | ~models.Q(state="open") & ~models.Q(ended_at=None),
                name="an_ended_task_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["holder_id", "due_at"], condition=models.Q(state="open"), name="open_tasks_by_due")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
