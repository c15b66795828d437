"""The roles people hold: in a practice, on the platform, in their own care."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is in one place. Held for a time, by a dated grant."""

    OWNER = "owner"
    ADMINISTRATOR = "administrator"
    SCHEDULER = "scheduler"
    BILLER = "biller"
    PROVIDER = "provider"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    SUPPORT = "support"
    CREDENTIALING = "credentialing"
    FINANCE = "finance"
    COMPLIANCE = "compliance"
    PATIENT = "patient"


OPERATOR_ROLES = frozenset({Role.SUPPORT, Role.CREDENTIALING, Role.FINANCE, Role.COMPLIANCE})
"""The platform's own people. They hold no clinical permission and work in plane business."""

PRACTICE_ROLES = frozenset(Role) - OPERATOR_ROLES - {Role.PATIENT}

CLINICAL_ROLES = frozenset({Role.PROVIDER, Role.SUPERVISOR})
"""Who may hold permissions that are marked clinical."""
