"""Who may see entries of the registry of practices, and add one."""

from attune.foundation.authorization import OPERATOR_ROLES, PRACTICE_ROLES, Role, permission

SEE_PRACTICE = permission("practices.practice.see", "see the practice they work in", PRACTICE_ROLES | OPERATOR_ROLES)
LIST_PRACTICES = permission(
    "practices.practice.list", "see which practices there are, and in which state", OPERATOR_ROLES
)
CREATE_PRACTICE = permission("practices.practice.create", "add a practice", {Role.CREDENTIALING})
