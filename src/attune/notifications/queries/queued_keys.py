"""Which messages of a key were written already, whatever became of them."""

from collections.abc import Collection
from datetime import datetime

from attune.notifications.models import Message


def queued_keys(once_keys: Collection[str]) -> dict[str, datetime]:
    """Return those of the keys that the open scope has a message of, with when it was written down."""
    return dict(Message.objects.filter(once_key__in=once_keys).values_list("once_key", "queued_at"))
