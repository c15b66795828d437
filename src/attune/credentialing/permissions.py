"""Who may see providers and their credentials, change them, and stop somebody from practising."""

from attune.credentialing.rules.policy import CredentialingPolicy, Reviewer
from attune.foundation.authorization import PRACTICE_ROLES, Actor, NotPermitted, Permission, Role, permission
from attune.foundation.policies import policy

_LEADERS = {Role.OWNER, Role.ADMINISTRATOR}
_REVIEWERS = {Role.CREDENTIALING, Role.COMPLIANCE}

SEE_PROVIDERS = permission(
    "credentialing.provider.see",
    "see who provides care in the practice",
    PRACTICE_ROLES | _REVIEWERS | {Role.PATIENT},
)
SEE_OWN_CREDENTIALS = permission(
    "credentialing.own.see", "see their own licenses and checks", {Role.PROVIDER, Role.SUPERVISOR, Role.OWNER}
)
CHANGE_OWN_CREDENTIALS = permission(
    "credentialing.own.change",
    "add licenses of their own, and say how they work",
    {Role.PROVIDER, Role.SUPERVISOR, Role.OWNER},
)
SEE_CREDENTIALS = permission(
    "credentialing.license.see",
    "see everybody’s licenses and checks",
    _LEADERS | _REVIEWERS | {Role.SUPERVISOR, Role.AUDITOR},
)
CHANGE_CREDENTIALS = permission(
    "credentialing.license.change", "add licenses for others, and say how they work", _LEADERS
)
SET_LICENSE_STATUS = permission(
    "credentialing.license.set_status", "record what a board says about a license", _LEADERS | _REVIEWERS
)
ADD_PROVIDERS = permission("credentialing.provider.add", "add providers, and activate them", _LEADERS)
STOP_PROVIDERS = permission(
    "credentialing.provider.stop", "suspend providers, and let them practice again", _LEADERS | _REVIEWERS
)
DECIDE_CLEARANCE = permission(
    "credentialing.clearance.decide",
    "have it decided whether a provider may see a patient somewhere, by booking or joining",
    PRACTICE_ROLES - {Role.BILLER, Role.AUDITOR} | {Role.PATIENT},
)
REVIEW_MATCHES = permission(
    "credentialing.match.review", "decide whether a provider is on an exclusion list", _LEADERS | _REVIEWERS
)
CHECK_PROVIDERS = permission("credentialing.check.make", "look providers up in registries and lists, by jobs", ())
TAKE_IN_LISTS = permission("credentialing.list.take_in", "take in exclusion lists, by a command", ())


def require_reviewer(actor: Actor, wanted: Permission) -> None:
    """Refuse who may not judge here: where operators review, a practice does not judge its own. Raises NotPermitted."""
    is_theirs = policy(CredentialingPolicy).reviewer is Reviewer.OPERATORS
    if not actor.is_system and actor.is_operator != is_theirs:
        raise NotPermitted(wanted.name)
