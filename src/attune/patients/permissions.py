"""Who may do what with patients and what they told."""

from attune.foundation.authorization import CLINICAL_ROLES, PRACTICE_ROLES, Role, permission

ANSWER = permission("patients.answers.give", "answer what is asked before care", {Role.PATIENT})
KEEP_DEPENDENTS = permission("patients.dependent.keep", "say which children they sign for", {Role.PATIENT})
CONSENT = permission("patients.consent.give", "agree to the texts that care needs", {Role.PATIENT})
OPEN_CHART = permission("patients.chart.open", "become a patient of a practice", {Role.PATIENT})
SEE_CHARTS = permission(
    "patients.chart.see",
    "see who a patient is: name, birth date, state and zone",
    (PRACTICE_ROLES - {Role.AUDITOR}) | {Role.PATIENT},
)
READ_INTAKE = permission(
    "patients.intake.read", "read what a patient told before the first session", CLINICAL_ROLES, is_clinical=True
)
FOLLOW_UP = permission(
    "patients.safety.follow_up",
    "call somebody who said that they are not safe, and say what came of it",
    CLINICAL_ROLES,
    is_clinical=True,
)
