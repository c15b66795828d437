"""The trail's names in plain words."""

from uuid import UUID

from attune.foundation.authorization import every_permission

SHORT_ID_LENGTH = 8
WORDS = {
    "audit.trail.searched": "Access log looked at",
    "background.job.discarded": "Job given up",
    "background.job.retried": "Job tried again",
    "directory.listing.published": "Public profile published",
    "directory.listing.withdrawn": "Public profile taken back",
    "identity.address.proved": "E-mail address confirmed",
    "identity.invitation.withdrawn": "Invitation withdrawn",
    "identity.member.ended": "Membership ended",
    "identity.member.invited": "Member invited",
    "identity.member.invited_again": "Invitation sent again",
    "identity.member.joined": "Member joined",
    "identity.member.roles_changed": "Roles changed",
    "identity.password.changed": "Password changed",
    "identity.practice.switched": "Switched to this practice",
    "identity.recovery_codes.made": "Recovery codes made",
    "identity.second_factor.added": "Second step added",
    "identity.second_factor.recovered": "Second step removed to let somebody back in",
    "identity.second_factor.removed": "Second step removed",
    "identity.session.ended": "Session ended",
    "identity.session.others_ended": "Other sessions ended",
    "identity.sign_in": "Signed in",
    "identity.token.created": "API token made",
    "identity.token.revoked": "API token revoked",
    "keys.data_key.destroyed": "Data key destroyed",
    "keys.data_key.rewrapped": "Data key wrapped anew",
    "keys.data_key.rotated": "Data key rotated",
    "keys.master.made": "Master key made",
    "keys.signing.made": "Signing key made",
    "keys.status.read": "State of the keys read",
    "notifications.delivery.listed": "Sent messages looked at",
    "practices.practice.created": "Practice created",
    "worklist.task.assigned": "Task given to somebody",
    "worklist.task.opened": "Task opened",
}


def action_words(name: str) -> str:
    """Return what an action is called; a refused one bears the name of the permission that was missing."""
    if name in WORDS:
        return WORDS[name]
    labels = {permission.name: permission.label for permission in every_permission()}
    told = labels.get(name) or " ".join(name.split(".")[-2:]).replace("_", " ")
    return told[:1].upper() + told[1:]


def short_id(whole: str) -> str:
    """Return the end of a long id, where two that were made together differ; others as they are."""
    try:
        UUID(whole)
    except ValueError:
        return whole
    return f"…{whole[-SHORT_ID_LENGTH:]}"
