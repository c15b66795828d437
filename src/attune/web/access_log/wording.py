"""The trail's names in plain words."""

from uuid import UUID

from django.utils.translation import gettext_lazy

from attune.foundation.authorization import every_permission
from attune.web.components.text import Text

SHORT_ID_LENGTH = 8
WORDS: dict[str, Text] = {
    "agreements.agreement.signed": gettext_lazy("Agreement signed"),
    "agreements.contract.ended": gettext_lazy("End of the contract decided"),
    "agreements.document.read": gettext_lazy("Signed agreement opened"),
    "agreements.terms.offered": gettext_lazy("Terms offered"),
    "audit.trail.searched": gettext_lazy("Access log looked at"),
    "background.job.discarded": gettext_lazy("Job given up"),
    "background.job.retried": gettext_lazy("Job tried again"),
    "directory.listing.published": gettext_lazy("Public profile published"),
    "directory.listing.withdrawn": gettext_lazy("Public profile taken back"),
    "credentialing.clearance.decided": gettext_lazy("Clearance decided"),
    "credentialing.license.active": gettext_lazy("License recorded as active"),
    "credentialing.license.added": gettext_lazy("License added"),
    "credentialing.license.inactive": gettext_lazy("License recorded as inactive"),
    "credentialing.license.lapsed": gettext_lazy("License ended"),
    "credentialing.license.pending": gettext_lazy("License recorded as without evidence"),
    "credentialing.license.probation": gettext_lazy("License recorded as on probation"),
    "credentialing.license.renewed": gettext_lazy("License renewed"),
    "credentialing.license.revoked": gettext_lazy("License recorded as revoked"),
    "credentialing.license.surrendered": gettext_lazy("License recorded as surrendered"),
    "credentialing.license.suspended": gettext_lazy("License recorded as suspended"),
    "credentialing.list.taken_in": gettext_lazy("Exclusion list taken in"),
    "credentialing.match.decided": gettext_lazy("Match with an exclusion list decided"),
    "credentialing.match.ended": gettext_lazy("Match with an exclusion list ended"),
    "credentialing.match.found": gettext_lazy("Match with an exclusion list found"),
    "credentialing.match.handed_over": gettext_lazy("Match with an exclusion list brought before reviewers"),
    "credentialing.npi.checked": gettext_lazy("NPI checked"),
    "credentialing.profile.changed": gettext_lazy("Profile changed"),
    "credentialing.provider.activated": gettext_lazy("Provider activated"),
    "credentialing.provider.added": gettext_lazy("Provider added"),
    "credentialing.provider.left": gettext_lazy("Provider left"),
    "credentialing.provider.reinstated": gettext_lazy("Provider reinstated"),
    "credentialing.provider.renamed": gettext_lazy("Provider’s name, NPI or birth date changed"),
    "credentialing.provider.suspended": gettext_lazy("Provider suspended"),
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
    "practices.application.corrected": gettext_lazy("Legal facts corrected"),
    "practices.application.made": gettext_lazy("Practice applied"),
    "practices.authorization.closed": gettext_lazy("State closed"),
    "practices.authorization.opened": gettext_lazy("State opened"),
    "practices.authorization.prepared": gettext_lazy("Launch checklist of a state changed"),
    "practices.employment.begun": gettext_lazy("Hiring begun"),
    "practices.employment.confirmed": gettext_lazy("Employment confirmed"),
    "practices.employment.ended": gettext_lazy("Employment ended"),
    "practices.employment.noted": gettext_lazy("Hiring checklist changed"),
    "practices.practice.agreements": gettext_lazy("Practice checked"),
    "practices.practice.applied": gettext_lazy("Practice back at its application"),
    "practices.practice.closed": gettext_lazy("Practice closed"),
    "practices.practice.created": gettext_lazy("Practice created"),
    "practices.practice.in_review": gettext_lazy("Practice in review"),
    "practices.practice.live": gettext_lazy("Practice live"),
    "practices.practice.paused": gettext_lazy("Practice paused"),
    "scheduling.appointment.canceled": gettext_lazy("Session canceled by the practice"),
    "scheduling.appointment.moved": gettext_lazy("Session moved"),
    "scheduling.hours.date_removed": gettext_lazy("Date given back to the week’s hours"),
    "scheduling.hours.date_set": gettext_lazy("Hours of a date set"),
    "scheduling.hours.weekly_set": gettext_lazy("Weekly hours set"),
    "scheduling.offering.added": gettext_lazy("Offering added"),
    "scheduling.offering.changed": gettext_lazy("Offering changed"),
    "scheduling.offering.retired": gettext_lazy("Offering retired"),
    "scheduling.reminders.set": gettext_lazy("Reminders set"),
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
    "telehealth.check_in.cleared": gettext_lazy("Said at a video visit’s door where they are"),
    "telehealth.check_in.refused": gettext_lazy("Refused at a video visit’s door"),
    "telehealth.patient.admitted": gettext_lazy("Let into a video visit"),
    "telehealth.presence.entered": gettext_lazy("Came into a video visit or its waiting room"),
    "telehealth.presence.left": gettext_lazy("Left a video visit or its waiting room"),
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
