"""Who may make, see and revoke API tokens, and see who they are by one."""

from attune.foundation.authorization import OPERATOR_ROLES, PRACTICE_ROLES, Role, permission

EVERYONE = PRACTICE_ROLES | OPERATOR_ROLES | {Role.PATIENT}

SEE_SELF = permission("identity.self.see", "see their own name, practice and roles", EVERYONE)
SEE_OWN_TOKENS = permission("identity.token.see_own", "see their own API tokens", EVERYONE)
CREATE_OWN_TOKEN = permission("identity.token.create_own", "create an API token for themselves", EVERYONE)
REVOKE_OWN_TOKEN = permission("identity.token.revoke_own", "revoke their own API tokens", EVERYONE)
SEE_OWN_SESSIONS = permission("identity.session.see_own", "see where they are signed in", EVERYONE)
OVERSEE_TOKENS = permission(
    "identity.token.oversee",
    "see and revoke every API token of the practice",
    {Role.OWNER, Role.ADMINISTRATOR, Role.COMPLIANCE},
)
