"""Who may publish. Reading what is published needs no permission: everybody may."""

from attune.foundation.authorization import Role, permission

PUBLISH_LISTING = permission(
    "directory.listing.publish", "publish what can be booked at the practice", {Role.OWNER, Role.ADMINISTRATOR}
)
