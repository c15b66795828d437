"""Who may look after jobs that gave up. They carry ids alone, so the platform's own people may."""

from attune.foundation.authorization import Role, permission

READ_DEAD_JOBS = permission("jobs.dead.read", "see jobs that gave up", {Role.SUPPORT, Role.COMPLIANCE})
RETRY_DEAD_JOBS = permission(
    "jobs.dead.retry", "run jobs that gave up once more, or discard them", {Role.SUPPORT, Role.COMPLIANCE}
)
