"""Who may hold, book, move and cancel, and who sees whose calendar."""

from attune.foundation.authorization import Role, permission

_DESK = {Role.OWNER, Role.ADMINISTRATOR, Role.SCHEDULER}

BOOK_SEAT = permission(
    "scheduling.seat.book",
    "hold and book a time, for themselves or for a patient",
    {Role.PATIENT, Role.PROVIDER} | _DESK,
)
BOOK_OWN_SEAT = permission("scheduling.seat.book_own", "book for themselves by a program", {Role.PATIENT})
SEE_OWN_SEATS = permission("scheduling.seat.see_own", "see their own appointments", {Role.PATIENT})
CHANGE_OWN_SEAT = permission("scheduling.seat.change_own", "cancel and move their own appointments", {Role.PATIENT})
SEE_OWN_CALENDAR = permission("scheduling.calendar.see_own", "see their own calendar", {Role.PROVIDER})
SEE_CALENDARS = permission("scheduling.calendar.see", "see every provider's calendar", {Role.SUPERVISOR} | _DESK)
SEE_ATTENDEES = permission(
    "scheduling.attendee.see",
    "see in a calendar who comes",
    {Role.PROVIDER, Role.SUPERVISOR, Role.SCHEDULER, Role.ADMINISTRATOR},
)
CHANGE_OWN_APPOINTMENTS = permission(
    "scheduling.appointment.change_own", "move and cancel their sessions, and say who came", {Role.PROVIDER}
)
CHANGE_APPOINTMENTS = permission(
    "scheduling.appointment.change", "move and cancel every provider's sessions, and say who came", _DESK
)
REASSIGN = permission("scheduling.appointment.reassign", "give a colleague's sessions to another provider", _DESK)
SET_TERMS = permission(
    "scheduling.terms.set",
    "set what canceling late and not coming cost",
    {Role.OWNER, Role.ADMINISTRATOR, Role.PROVIDER},
)
KEEP_ROOMS = permission("scheduling.room.keep", "add and retire rooms", {Role.OWNER, Role.ADMINISTRATOR})
END_UNANSWERED = permission(
    "scheduling.partner.end_unanswered", "end couples' sessions that a partner did not confirm, by jobs", ()
)
EXPIRE_HOLDS = permission("scheduling.hold.expire", "end holds that are over, by jobs", ())
FIND_UNMARKED = permission("scheduling.seat.find_unmarked", "find sessions of which nobody said who came, by jobs", ())
