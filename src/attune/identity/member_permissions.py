"""Who may see who works in a practice, ask people in, change what they are, and part with them."""

from attune.foundation.authorization import Role, permission

_LEADERS = {Role.OWNER, Role.ADMINISTRATOR, Role.COMPLIANCE}

SEE_MEMBERS = permission(
    "identity.member.see",
    "see who works in the practice, and as what",
    {*_LEADERS, Role.AUDITOR},
)
INVITE_MEMBERS = permission(
    "identity.member.invite", "invite people, and send an invitation again or take it back", _LEADERS
)
CHANGE_ROLES = permission("identity.member.change_roles", "change what somebody is in the practice", _LEADERS)
END_MEMBERSHIPS = permission("identity.member.end", "end somebody's membership", _LEADERS)
INVITE_FIRST = permission(
    "identity.member.invite_first", "invite the first owner or compliance officer, by a command at install", ()
)
FOUND_PLACE = permission("identity.member.found", "be the first member of a practice they founded", {Role.PATIENT})
