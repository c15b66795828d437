"""Who may enter a video room, let others in, and see who was there."""

from attune.foundation.authorization import Role, permission

ENTER_OWN_ROOM = permission("telehealth.room.enter_own", "be in the video visits of their own sessions", {Role.PATIENT})
HOLD_ROOM = permission("telehealth.room.hold", "hold their own sessions by video, and let patients in", {Role.PROVIDER})
SEE_PRESENCE = permission(
    "telehealth.presence.see",
    "see who was in a video visit and when",
    {Role.PROVIDER, Role.SUPERVISOR, Role.SCHEDULER, Role.ADMINISTRATOR},
)
SETTLE_ATTENDANCE = permission("telehealth.attendance.settle", "have it settled by evidence who came, by jobs", ())
