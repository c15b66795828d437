"""Who enters which area: one permission for each home page."""

from attune.foundation.authorization import OPERATOR_ROLES, PRACTICE_ROLES, Role, permission

ENTER_PATIENT_PORTAL = permission("web.patient_portal.enter", "see their own care", {Role.PATIENT})
ENTER_PROVIDER_PORTAL = permission(
    "web.provider_portal.enter", "see their own day with patients", {Role.PROVIDER, Role.SUPERVISOR}
)
ENTER_PRACTICE_CONSOLE = permission(
    "web.practice_console.enter",
    "see what needs doing in the practice",
    PRACTICE_ROLES - {Role.PROVIDER, Role.SUPERVISOR},
)
ENTER_OPERATOR_CONSOLE = permission(
    "web.operator_console.enter", "see what needs doing on the platform", OPERATOR_ROLES
)
SEE_DECISION = permission(
    "web.edition.see",
    "see which edition runs here, and who decided on it",
    OPERATOR_ROLES | {Role.OWNER, Role.ADMINISTRATOR, Role.AUDITOR},
)
