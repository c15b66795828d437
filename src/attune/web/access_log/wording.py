"""The trail's names in plain words."""

from uuid import UUID

from django.utils.translation import gettext_lazy

from attune.foundation.authorization import every_permission
from attune.web.components.text import Text

SHORT_ID_LENGTH = 8
WORDS: dict[str, Text] = {
    "audit.trail.searched": gettext_lazy("Access log looked at"),
    "background.job.discarded": gettext_lazy("Job given up"),
    "background.job.retried": gettext_lazy("Job tried again"),
    "directory.listing.published": gettext_lazy("Public profile published"),
    "directory.listing.withdrawn": gettext_lazy("Public profile taken back"),
    "credentialing.clearance.decided": "Clearance decided",
    "credentialing.license.active": "License recorded as active",
    "credentialing.license.added": "License added",
    "credentialing.license.inactive": "License recorded as inactive",
    "credentialing.license.lapsed": "License ended",
    "credentialing.license.pending": "License recorded as without evidence",
    "credentialing.license.probation": "License recorded as on probation",
    "credentialing.license.renewed": "License renewed",
    "credentialing.license.revoked": "License recorded as revoked",
    "credentialing.license.surrendered": "License recorded as surrendered",
    "credentialing.license.suspended": "License recorded as suspended",
    "credentialing.list.taken_in": "Exclusion list taken in",
    "credentialing.match.decided": "Match with an exclusion list decided",
    "credentialing.match.ended": "Match with an exclusion list ended",
    "credentialing.match.found": "Match with an exclusion list found",
    "credentialing.match.handed_over": "Match with an exclusion list brought before reviewers",
    "credentialing.npi.checked": "NPI checked",
    "credentialing.profile.changed": "Profile changed",
    "credentialing.provider.activated": "Provider activated",
    "credentialing.provider.added": "Provider added",
    "credentialing.provider.left": "Provider left",
    "credentialing.provider.reinstated": "Provider reinstated",
    "credentialing.provider.renamed": "Provider’s name, NPI or birth date changed",
    "credentialing.provider.suspended": "Provider suspended",
    "identity.address.proved": gettext_lazy("E-mail address confirmed"),
    "identity.invitation.withdrawn": gettext_lazy("Invitation withdrawn"),
    "identity.member.ended": gettext_lazy("Membership ended"),
    "identity.member.invited": gettext_lazy("Member invited"),
    "identity.member.invited_again": gettext_lazy("Invitation sent again"),
    "identity.member.joined": gettext_lazy("Member joined"),
    "identity.member.roles_changed": gettext_lazy("Roles changed"),
    "identity.password.changed": gettext_lazy("Password changed"),
    "identity.practice.switched": gettext_lazy("Switched to this practice"),
    "identity.recovery_codes.made": gettext_lazy("Recovery codes made"),
    "identity.second_factor.added": gettext_lazy("Second step added"),
    "identity.second_factor.recovered": gettext_lazy("Second step removed to let somebody back in"),
    "identity.second_factor.removed": gettext_lazy("Second step removed"),
    "identity.session.ended": gettext_lazy("Session ended"),
    "identity.session.others_ended": gettext_lazy("Other sessions ended"),
    "identity.sign_in": gettext_lazy("Signed in"),
    "identity.token.created": gettext_lazy("API token made"),
    "identity.token.revoked": gettext_lazy("API token revoked"),
    "keys.data_key.destroyed": gettext_lazy("Data key destroyed"),
    "keys.data_key.rewrapped": gettext_lazy("Data key wrapped anew"),
    "keys.data_key.rotated": gettext_lazy("Data key rotated"),
    "keys.master.made": gettext_lazy("Master key made"),
    "keys.signing.made": gettext_lazy("Signing key made"),
    "keys.status.read": gettext_lazy("State of the keys read"),
    "matching.assignment.ended": gettext_lazy("Wait for a clinician ended"),
    "matching.assignment.listed": gettext_lazy("Who waits for a clinician looked at"),
    "matching.assignment.overridden": gettext_lazy("Another clinician chosen"),
    "matching.assignment.suggested": gettext_lazy("Clinician suggested"),
    "matching.run.kept": gettext_lazy("Providers recommended"),
    "notifications.delivery.listed": gettext_lazy("Sent messages looked at"),
    "patients.answers.claimed": gettext_lazy("Answers before care taken over"),
    "patients.answers.forgotten": gettext_lazy("Answers before care deleted"),
    "patients.answers.given": gettext_lazy("Question before care answered"),
    "patients.answers.link_sent": gettext_lazy("Link to go on later sent"),
    "patients.chart.opened": gettext_lazy("Chart opened"),
    "patients.chart.seen": gettext_lazy("Patient looked at"),
    "patients.consent.given": gettext_lazy("Agreed to a text"),
    "patients.dependent.added": gettext_lazy("Child added"),
    "patients.dependent.changed": gettext_lazy("Child’s details changed"),
    "patients.intake.read": gettext_lazy("Answers before care read"),
    "patients.safety.answered": gettext_lazy("Safety question answered"),
    "patients.safety.followed_up": gettext_lazy("Call noted"),
    "patients.safety.read": gettext_lazy("Safety answer read"),
    "practices.application.corrected": "Legal facts corrected",
    "practices.application.made": "Practice applied",
    "practices.authorization.closed": "State closed",
    "practices.authorization.opened": "State opened",
    "practices.authorization.prepared": "Launch checklist of a state changed",
    "practices.employment.begun": "Hiring begun",
    "practices.employment.confirmed": "Employment confirmed",
    "practices.employment.ended": "Employment ended",
    "practices.employment.noted": "Hiring checklist changed",
    "practices.practice.agreements": "Practice checked",
    "practices.practice.applied": "Practice back at its application",
    "practices.practice.closed": "Practice closed",
    "practices.practice.created": gettext_lazy("Practice created"),
    "practices.practice.in_review": "Practice in review",
    "practices.practice.live": "Practice live",
    "practices.practice.paused": "Practice paused",
    "scheduling.appointment.canceled": gettext_lazy("Session canceled by the practice"),
    "scheduling.appointment.moved": gettext_lazy("Session moved"),
    "scheduling.hours.date_removed": gettext_lazy("Date given back to the week’s hours"),
    "scheduling.hours.date_set": gettext_lazy("Hours of a date set"),
    "scheduling.hours.weekly_set": gettext_lazy("Weekly hours set"),
    "scheduling.offering.added": gettext_lazy("Offering added"),
    "scheduling.offering.changed": gettext_lazy("Offering changed"),
    "scheduling.offering.retired": gettext_lazy("Offering retired"),
    "scheduling.room.added": gettext_lazy("Room added"),
    "scheduling.room.retired": gettext_lazy("Room retired"),
    "scheduling.seat.attended": gettext_lazy("Marked as attended"),
    "scheduling.seat.booked": gettext_lazy("Session booked"),
    "scheduling.seat.canceled": gettext_lazy("Seat canceled"),
    "scheduling.seat.expired": gettext_lazy("Hold expired"),
    "scheduling.seat.held": gettext_lazy("Time held"),
    "scheduling.seat.missed": gettext_lazy("Marked as missed"),
    "scheduling.seat.released": gettext_lazy("Hold given up"),
    "scheduling.seat.seen": gettext_lazy("Appointment looked at"),
    "scheduling.terms.set": gettext_lazy("Cancellation terms set"),
    "scheduling.time_off.added": gettext_lazy("Time off added"),
    "scheduling.time_off.removed": gettext_lazy("Time off removed"),
    "worklist.task.assigned": gettext_lazy("Task given to somebody"),
    "worklist.task.opened": gettext_lazy("Task opened"),
}


def action_words(name: str) -> str:
    """Return what an action is called; a refused one bears the name of the permission that was missing."""
    if name in WORDS:
        return str(WORDS[name])
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
