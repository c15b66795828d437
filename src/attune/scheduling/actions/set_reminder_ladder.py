"""Setting when a practice reminds of appointments, within what the edition allows."""

from collections.abc import Collection

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.policies import policy
from attune.scheduling.models import ReminderLadder
from attune.scheduling.reminder_errors import LadderOutOfBounds
from attune.scheduling.rules.reminders import ReminderPolicy
from attune.scheduling.telling_permissions import SET_REMINDERS


@transaction.atomic
def set_reminder_ladder(actor: Actor, *, hours: Collection[int]) -> None:
    """Let the practice remind so many hours before each session. Raises NotPermitted or LadderOutOfBounds."""
    authorize(actor, SET_REMINDERS)
    wanted = sorted(hours, reverse=True)
    broken = policy(ReminderPolicy).broken_bound(wanted)
    if broken is not None:
        raise LadderOutOfBounds(broken)
    row, _ = ReminderLadder.objects.update_or_create(defaults={"hours": wanted})
    record(actor, "scheduling.reminders.set", object_kind="reminder_ladder", object_id=row.id)
