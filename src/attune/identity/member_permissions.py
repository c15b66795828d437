"""Who may see who works in a practice."""

from attune.foundation.authorization import Role, permission

SEE_MEMBERS = permission(
    "identity.member.see",
    "see who works in the practice, and as what",
    {Role.OWNER, Role.ADMINISTRATOR, Role.COMPLIANCE},
)
