"""Who may begin journeys that no single context decides on."""

from attune.foundation.authorization import Role, permission

JOIN_AS_PROVIDER = permission(
    "workflows.provider.join", "enter themselves as a provider of the practice", {Role.PROVIDER}
)
