"""The messages about appointments; their texts stand in ``messages``. None says what the care is about."""

from datetime import datetime

from attune.foundation.messages import Category, message_kind

APPOINTMENT_CONFIRMED = message_kind(
    "scheduling.appointment_confirmed",
    Category.APPOINTMENTS,
    starts_at=datetime,
    provider=str,
    place=str,
    policy=str,
    link=str,
)
APPOINTMENT_MOVED = message_kind(
    "scheduling.appointment_moved",
    Category.APPOINTMENTS,
    starts_at=datetime,
    provider=str,
    place=str,
    link=str,
)
APPOINTMENT_REASSIGNED = message_kind(
    "scheduling.appointment_reassigned",
    Category.APPOINTMENTS,
    starts_at=datetime,
    provider=str,
    place=str,
    link=str,
)
APPOINTMENT_CANCELED = message_kind(
    "scheduling.appointment_canceled",
    Category.APPOINTMENTS,
    starts_at=datetime,
    provider=str,
    cost=str,
    link=str,
)
APPOINTMENT_REMINDER = message_kind(
    "scheduling.appointment_reminder",
    Category.REMINDERS,
    starts_at=datetime,
    provider=str,
    place=str,
    policy=str,
    link=str,
)
PARTNER_ASKED = message_kind("scheduling.partner_asked", Category.APPOINTMENTS, answer_by=datetime, link=str)
SESSION_CANCELED = message_kind(
    "scheduling.session_canceled", Category.APPOINTMENTS, starts_at=datetime, what=str, link=str
)
SESSION_MOVED = message_kind("scheduling.session_moved", Category.APPOINTMENTS, starts_at=datetime, what=str, link=str)
SESSION_GIVEN = message_kind("scheduling.session_given", Category.APPOINTMENTS, starts_at=datetime, what=str, link=str)
