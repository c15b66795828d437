"""Who may do what with tasks; which ones somebody sees is decided by whose they are."""

from attune.foundation.authorization import OPERATOR_ROLES, PRACTICE_ROLES, Role, permission

EVERYONE = PRACTICE_ROLES | OPERATOR_ROLES | {Role.PATIENT}

OPEN_TASK = permission("worklist.task.open", "open tasks for themselves and others", PRACTICE_ROLES | OPERATOR_ROLES)
SEE_TASKS = permission("worklist.task.see", "see the tasks that are theirs", EVERYONE)
COMPLETE_TASK = permission("worklist.task.complete", "tick off the tasks that are theirs", EVERYONE)
ASSIGN_TASK = permission(
    "worklist.task.assign",
    "give tasks to somebody else, or dismiss them",
    {Role.OWNER, Role.ADMINISTRATOR, Role.SUPERVISOR} | OPERATOR_ROLES,
)
