"""Who may see what was sent."""

from attune.foundation.authorization import Role, permission

READ_DELIVERIES = permission(
    "notifications.delivery.read",
    "see which messages were sent and whether they arrived",
    {Role.OWNER, Role.ADMINISTRATOR, Role.SUPPORT, Role.COMPLIANCE},
)
