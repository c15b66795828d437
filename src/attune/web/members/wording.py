"""What roles are called, and what the rules of membership say to a person."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attune.identity import errors
from attune.identity.rules.role_names import ROLE_NAMES
from attune.kernel.roles import Role
from attune.web.components.text import Text

HINTS: dict[Role, Text] = {
    Role.OWNER: gettext_lazy("May do everything in the practice but read charts"),
    Role.ADMINISTRATOR: gettext_lazy("Runs the practice, members and settings"),
    Role.SCHEDULER: gettext_lazy("Calendar, bookings, hours"),
    Role.BILLER: gettext_lazy("Payments, statements, the numbers"),
    Role.PROVIDER: gettext_lazy("Sees patients and writes their notes"),
    Role.SUPERVISOR: gettext_lazy("Looks after colleagues: calendars, licenses, who waits"),
    Role.AUDITOR: gettext_lazy("Reads the access log, changes nothing"),
    Role.SUPPORT: gettext_lazy("Helps people with bookings and sign-in"),
    Role.CREDENTIALING: gettext_lazy("Decides what registers and exclusion lists leave open"),
    Role.FINANCE: gettext_lazy("Payments, payouts and the ledger"),
    Role.COMPLIANCE: gettext_lazy("The audit trail, agreements and the platform’s team"),
}


def role_name(role: Role) -> str:
    """Return a role's name."""
    return ROLE_NAMES[role]


def sentence(refusal: errors.IdentityError) -> str:
    """Return what is wrong and what to do, for a refusal of the membership's rules."""
    match refusal:
        case errors.NoRoleChosen():
            return _("Choose at least one role.")
        case errors.RoleNotOffered(role=role):
            return _("%(role)s is no role here. Choose another one.") % {"role": role_name(role)}
        case errors.BeyondOwnRights(role=role):
            return _("Only someone with more rights than yours can give or take the role %(role)s.") % {
                "role": role_name(role)
            }
        case errors.RaisesOwnRights(role=role):
            return _("You cannot make yourself %(role)s. Ask another owner or administrator.") % {
                "role": role_name(role).lower()
            }
        case errors.LastKeeper(role=role):
            return _("This is the last %(role)s, and there must be one. Make somebody else %(role)s first.") % {
                "role": role_name(role).lower()
            }
        case errors.StartsInThePast():
            return _("That day is over. Choose today or a later day.")
        case errors.EndsBeforeStart():
            return _("The roles would end before they begin. Choose a later last day.")
        case errors.ReasonMissing():
            return _("Say why. The reason is kept with the membership.")
        case errors.MemberAlready(email=email):
            return _("%(email)s works here already. Change their roles on their own page.") % {"email": email}
        case errors.InvitedAlready(email=email):
            return _("%(email)s was invited already. Send that invitation again, or withdraw it.") % {"email": email}
        case errors.InvitationUsed():
            return _("This invitation was accepted already.")
        case errors.InvitationWithdrawn():
            return _("This invitation was withdrawn already. Invite them anew.")
    raise refusal
