"""Who writes and reads what happened in a session. Whose charts those are, queries/reach.py says."""

from attune.foundation.authorization import CLINICAL_ROLES, Role, permission

WRITE_NOTES = permission(
    "care_records.note.write",
    "write and sign the notes of their own sessions",
    {Role.PROVIDER},
    is_clinical=True,
)
READ_NOTES = permission(
    "care_records.note.read",
    "read the signed notes of patients they treat, cover or supervise",
    CLINICAL_ROLES,
    is_clinical=True,
)
KEEP_PSYCHOTHERAPY_NOTES = permission(
    "care_records.psychotherapy_note.keep",
    "keep psychotherapy notes that nobody else can open",
    {Role.PROVIDER},
    is_clinical=True,
)
LET_COVER = permission(
    "care_records.cover.let",
    "let a colleague who stands in read a chart for a while",
    CLINICAL_ROLES,
    is_clinical=True,
)
SEE_CLIENTS = permission(
    "care_records.clients.see", "see the list of the patients they treat", {Role.PROVIDER}, is_clinical=True
)
READ_OWN_RECORD = permission(
    "care_records.record.read_own",
    "read their own record, see who looked at it, and download it",
    {Role.PATIENT},
    is_clinical=True,
)
