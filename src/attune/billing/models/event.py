"""The inbox of what the payment processor sends: ids alone, and outside of the walls, as it is read before a scope."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from attune.kernel.identifiers import new_id


class ProcessorEvent(models.Model):
    """A hint that something changed at the processor. Its payload is never kept: the object is looked up."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event_id = models.CharField(max_length=64, unique=True)
    type = models.CharField(max_length=60)
    account = models.CharField(max_length=64, blank=True)
    object_id = models.CharField(max_length=64)
    practice_id = models.UUIDField(null=True)
    payment_id = models.UUIDField(null=True)
    payout_id = models.UUIDField(null=True)
    received_at = models.DateTimeField(db_default=Now())
    applied_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["received_at"], condition=Q(applied_at__isnull=True), name="event_not_applied"),
        ]

    def __str__(self) -> str:
        return self.event_id
