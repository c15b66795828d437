"""Who may write to those who hold seats: jobs and what follows from facts, nobody by hand."""

from attune.foundation.authorization import Role, permission

TELL_HOLDERS = permission("scheduling.seat.tell", "write to whoever holds a seat, by jobs", ())
SET_REMINDERS = permission(
    "scheduling.reminders.set", "set when the practice reminds of appointments", {Role.OWNER, Role.ADMINISTRATOR}
)
