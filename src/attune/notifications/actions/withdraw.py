"""Taking back what waits to be delivered, because what it tells is not so any more."""

from attune.foundation.tenancy import current_scope
from attune.notifications.models import Message


def withdraw(key_prefix: str) -> int:
    """Give up the open scope's queued messages whose keys begin so, and return how many; what is sent stays sent."""
    opened = current_scope("A message")
    return Message.objects.filter(once_key__startswith=key_prefix, state=Message.State.QUEUED).update(
        state=Message.State.TOO_LATE, ended_at=opened.now, facts=None, attachment=None
    )
