"""Who may see a practice's entry in the registry."""

from attune.foundation.authorization import OPERATOR_ROLES, PRACTICE_ROLES, permission

SEE_PRACTICE = permission("practices.practice.see", "see the practice they work in", PRACTICE_ROLES | OPERATOR_ROLES)
