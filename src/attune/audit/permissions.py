"""Who may read the trail."""

from attune.foundation.authorization import CLINICAL_ROLES, Role, permission

READ_TRAIL = permission(
    "audit.trail.read",
    "search the audit trail of the practice they work in",
    [Role.OWNER, Role.AUDITOR, Role.COMPLIANCE],
)
READ_NOTES = permission("audit.note.read", "read what the system noted in the trail, which the system does", ())
SEE_WHO_LOOKED = permission(
    "audit.patient.who_looked",
    "see who looked at a record that is open to them",
    CLINICAL_ROLES | {Role.PATIENT},
)
