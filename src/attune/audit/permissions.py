"""Who may read the trail."""

from attune.foundation.authorization import Role, permission

READ_TRAIL = permission(
    "audit.trail.read",
    "search the audit trail of the practice they work in",
    [Role.OWNER, Role.AUDITOR, Role.COMPLIANCE],
)
