"""Who sees and cancels appointments as a practice's people do, their own or every provider's."""

from attune.foundation.authorization import Role, permission

_DESK = {Role.OWNER, Role.ADMINISTRATOR, Role.SCHEDULER}

SEE_APPOINTMENT = permission(
    "scheduling.appointment.see",
    "see the sessions of the calendars open to them",
    {Role.PROVIDER, Role.SUPERVISOR} | _DESK,
)
CANCEL_APPOINTMENT = permission(
    "scheduling.appointment.cancel", "cancel sessions of the calendars open to them", {Role.PROVIDER} | _DESK
)
COUNT_SESSIONS = permission(
    "scheduling.session.count",
    "count the practice's sessions, without whose they are",
    {Role.OWNER, Role.ADMINISTRATOR, Role.BILLER, Role.AUDITOR},
)
