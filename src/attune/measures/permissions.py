"""Who sends questionnaires, who fills them in, and who reads what came of it."""

from attune.foundation.authorization import CLINICAL_ROLES, Role, permission

FILL_IN = permission(
    "measures.assessment.fill_in", "fill in their own questionnaires and their children's", {Role.PATIENT}
)
SEE_OWN = permission("measures.assessment.see_own", "see their own questionnaires and scores", {Role.PATIENT})
ASSIGN = permission("measures.assessment.assign", "send a patient a questionnaire", CLINICAL_ROLES, is_clinical=True)
READ_SCORES = permission(
    "measures.score.read", "read a patient's scores and how they change", CLINICAL_ROLES, is_clinical=True
)
ACKNOWLEDGE = permission(
    "measures.flag.acknowledge",
    "reach somebody whose answer says that they may not be safe, and note how it went",
    CLINICAL_ROLES,
    is_clinical=True,
)
KEEP_RHYTHM = permission("measures.assessment.keep", "send questionnaires in their rhythm, by jobs", ())
