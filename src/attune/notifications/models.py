"""Messages, the tries to deliver them, and what people want to get."""

from django.db import models

from attune.foundation.encryption.fields import EncryptedTextField
from attune.foundation.messages import CATEGORIES
from attune.foundation.tenancy import HolderKey, PersonKey, Plane, PracticeForeignKey
from attune.foundation.tenancy.models import WalledModel


class Message(WalledModel):
    """One message to one address. Its facts are wiped as soon as it is delivered or given up."""

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        FAILED = "failed"
        BOUNCED = "bounced"
        UNWANTED = "unwanted"
        TOO_LATE = "too_late"

    holder_id = HolderKey(plane=Plane.CARE)
    kind = models.CharField(max_length=80)
    recipient_id = models.UUIDField(null=True, help_text="The person, if they have signed up.")
    address = EncryptedTextField()
    zone = models.CharField(max_length=40)
    locale = models.CharField(max_length=12)
    practice_name = models.CharField(max_length=120, blank=True)
    facts = EncryptedTextField(null=True, help_text="JSON of the kind's fields; may hold a sign-in link.")  # type: ignore[misc]  # none is left once it is delivered
    attachment = EncryptedTextField(null=True, help_text="JSON of the file that goes with it.")  # type: ignore[misc]  # none is left once it is delivered
    attachment_name = models.CharField(max_length=80, blank=True)
    useful_until = models.DateTimeField(null=True, help_text="It is not delivered any more from then on.")
    once_key = models.CharField(max_length=120, blank=True, help_text="At most one message of each key.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    queued_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    carrier_reference = models.CharField(max_length=200, blank=True)

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["holder_id", "once_key"],
                condition=~models.Q(once_key=""),
                name="a_message_is_sent_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state="queued") | models.Q(facts__isnull=True, attachment__isnull=True),
                name="a_delivered_message_tells_nothing",
            ),
        ]
        indexes = [models.Index(fields=["holder_id", "recipient_id", "queued_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class DeliveryAttempt(WalledModel):
    """One try to hand a message over. ``code`` is the carrier's, such as 451 4.7.1, without its words."""

    holder_id = HolderKey(plane=Plane.CARE, append_only=True)
    message = PracticeForeignKey(Message, related_name="attempts")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=[(name, name) for name in ("accepted", "refused", "postponed")])
    code = models.CharField(max_length=40, blank=True)

    class Meta(WalledModel.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.outcome} {self.id}"


class Preference(WalledModel):
    """What a person switched off, or on again. No row: it is sent."""

    person_id = PersonKey()
    category = models.CharField(max_length=16, choices=[(name.value, text.label) for name, text in CATEGORIES.items()])
    is_wanted = models.BooleanField()
    changed_at = models.DateTimeField()

    class Meta(WalledModel.Meta):
        constraints = [models.UniqueConstraint(fields=["person_id", "category"], name="one_preference_per_category")]

    def __str__(self) -> str:
        return f"{self.category} {self.id}"
