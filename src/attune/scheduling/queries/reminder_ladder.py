"""When the scope's practice reminds of appointments."""

from attune.foundation.policies import policy
from attune.scheduling.models import ReminderLadder
from attune.scheduling.rules.reminders import ReminderPolicy


def reminder_ladder() -> tuple[int, ...]:
    """Return the practice's own reminders in hours before the start, or the edition's; the earliest first.

    What a practice once set and the edition does not allow any more does not count.
    """
    rules, row = policy(ReminderPolicy), ReminderLadder.objects.first()
    own = tuple(sorted(row.hours, reverse=True)) if row else ()
    return own if own and rules.broken_bound(own) is None else rules.standard_hours
