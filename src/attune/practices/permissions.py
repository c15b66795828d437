"""Who may see entries of the registry of practices, and add one."""

from attune.foundation.authorization import OPERATOR_ROLES, PRACTICE_ROLES, Role, permission

SEE_PRACTICE = permission("practices.practice.see", "see the practice they work in", PRACTICE_ROLES | OPERATOR_ROLES)
LIST_PRACTICES = permission(
    "practices.practice.list", "see which practices there are, and in which state", OPERATOR_ROLES
)
CREATE_PRACTICE = permission("practices.practice.create", "add a practice", {Role.CREDENTIALING})
APPLY = permission("practices.application.make", "apply with a practice of their own", {Role.PATIENT})
SEE_APPLICATION = permission(
    "practices.application.see",
    "see what the practice told when it applied, and what it still lacks",
    {Role.OWNER, Role.ADMINISTRATOR, Role.CREDENTIALING, Role.FINANCE, Role.COMPLIANCE},
)
CORRECT_APPLICATION = permission("practices.application.correct", "correct the practice's legal facts", {Role.OWNER})
GO_LIVE = permission("practices.practice.go_live", "let the practice go live", {Role.OWNER})
PAUSE_PRACTICE = permission(
    "practices.practice.pause", "pause the practice and let it go on", {Role.OWNER, Role.CREDENTIALING}
)
CLOSE_PRACTICE = permission("practices.practice.close", "close the practice for good", {Role.COMPLIANCE})
SEE_STATES = permission(
    "practices.authorization.see",
    "see in which states the organization is authorized",
    PRACTICE_ROLES | {Role.CREDENTIALING, Role.COMPLIANCE},
)
OPEN_STATES = permission(
    "practices.authorization.change", "open and close states for the organization", {Role.OWNER, Role.ADMINISTRATOR}
)
SEE_EMPLOYMENT = permission(
    "practices.employment.see", "see who is employed, and since when", {Role.OWNER, Role.ADMINISTRATOR}
)
EMPLOY = permission(
    "practices.employment.change", "hire providers and end their employment", {Role.OWNER, Role.ADMINISTRATOR}
)
ADVANCE = permission("practices.practice.advance", "move a practice on by its checks, which the system does", ())
NOTE_AGREEMENT = permission(
    "practices.practice.note_agreement", "write down what a practice has signed, which the system does", ()
)
