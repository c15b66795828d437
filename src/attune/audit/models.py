"""The trail's tables: events, the leaves and heads that seal them, and who has events to seal."""

from django.db import models
from django.db.models.functions import Now

from attune.foundation.database.transactions import TransactionNumber
from attune.foundation.tenancy import HolderKey
from attune.foundation.tenancy.models import WalledModel


class AuditEvent(WalledModel):
    """Somebody did something. Carries ids and names of actions, never what a record says."""

    class Outcome(models.TextChoices):
        DONE = "done"
        REFUSED = "refused"
        FAILED = "failed"

    holder_id = HolderKey(append_only=True)
    encoding = models.SmallIntegerField(db_default=1)
    happened_at = models.DateTimeField(db_default=Now(), help_text="Real time, never the moved clock.")
    written_in = models.BigIntegerField(db_default=TransactionNumber())
    actor_id = models.UUIDField(null=True, help_text="A person; null is the system itself.")
    on_behalf_of = models.UUIDField(null=True)
    action = models.CharField(max_length=80)
    object_kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    patient_id = models.UUIDField(null=True)
    practice_shown = models.UUIDField(null=True, help_text="The practice the actor worked in.")
    purpose = models.CharField(max_length=40)
    reason = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    request_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(action=""), name="audit_event_names_its_action"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["done", "refused", "failed"]), name="audit_outcome_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["holder_id", "happened_at", "id"], name="audit_event_by_time"),
            models.Index(fields=["holder_id", "written_in", "id"], name="audit_event_by_transaction"),
            models.Index(
                fields=["holder_id", "patient_id", "happened_at", "id"],
                condition=models.Q(patient_id__isnull=False),
                name="audit_event_by_patient",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.id}"


class AuditLeaf(WalledModel):
    """The place of an event in its holder's tree."""

    holder_id = HolderKey(append_only=True)
    leaf_index = models.BigIntegerField()
    event_id = models.UUIDField()
    leaf_hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder_id", "leaf_index"], name="audit_one_leaf_per_place"),
            models.UniqueConstraint(fields=["holder_id", "event_id"], name="audit_an_event_is_sealed_once"),
            models.CheckConstraint(condition=models.Q(leaf_index__gte=0), name="audit_leaf_has_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.leaf_index} {self.event_id}"


class AuditHead(WalledModel):
    """A signed statement of a tree's size and root. ``frontier`` is what growing the tree takes."""

    holder_id = HolderKey(append_only=True)
    tree_size = models.BigIntegerField()
    root = models.BinaryField()
    frontier = models.BinaryField()
    sealed_below = models.BigIntegerField()
    next_transaction = models.BigIntegerField()
    signed_at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    signature = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder_id", "tree_size"], name="audit_one_head_per_size"),
        ]

    def __str__(self) -> str:
        return f"{self.holder_id} {self.tree_size}"


class PendingSeal(models.Model):
    """A holder has events of a transaction to seal. A global queue that holds ids only.

    There is no unique key on the holder: two transactions of one holder would wait for
    each other at it, and a refused insert would tell one of them about the other.
    """

    id = models.UUIDField(primary_key=True)
    holder_id = models.UUIDField()
    written_in = models.BigIntegerField(db_default=TransactionNumber())

    class Meta:
        indexes = [models.Index(fields=["holder_id"], name="audit_pending_by_holder")]

    def __str__(self) -> str:
        return str(self.holder_id)


class SealedHolder(models.Model):
    """A holder whose trail has been sealed at least once. Global, ids only: whom to verify."""

    holder_id = models.UUIDField(primary_key=True)
    first_sealed_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return str(self.holder_id)
