"""Who may be recommended somebody, and who may see and decide who waits for whom."""

from attune.foundation.authorization import Role, permission

_INTAKE = {Role.ADMINISTRATOR, Role.SCHEDULER, Role.SUPERVISOR}

GET_RECOMMENDATIONS = permission(
    "matching.recommendation.get", "be recommended providers by what they answered", {Role.PATIENT}
)
SEE_WAITING = permission("matching.assignment.see", "see who waits for a clinician, and how busy the team is", _INTAKE)
OVERRIDE_ASSIGNMENT = permission(
    "matching.assignment.override", "choose another clinician for somebody who waits, for a reason", _INTAKE
)
END_WAITING = permission(
    "matching.assignment.end", "let somebody wait no longer, by booking", _INTAKE | {Role.PROVIDER, Role.PATIENT}
)
