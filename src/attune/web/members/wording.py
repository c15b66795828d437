"""What roles are called, and what the rules of membership say to a person."""

from attune.identity import errors
from attune.identity.rules.role_names import ROLE_NAMES
from attune.kernel.roles import Role

HINTS: dict[Role, str] = {
    Role.OWNER: "May do everything in the practice but read charts",
    Role.ADMINISTRATOR: "Runs the practice, members and settings",
    Role.SCHEDULER: "Calendar, bookings, waiting list",
    Role.BILLER: "Invoices, payments, claims",
    Role.PROVIDER: "Sees patients and writes their notes",
    Role.SUPERVISOR: "Co-signs notes of the people they supervise",
    Role.AUDITOR: "Reads the access log, changes nothing",
    Role.SUPPORT: "Helps people with bookings and sign-in",
    Role.CREDENTIALING: "Admits practices and watches their licenses",
    Role.FINANCE: "Payments, payouts and the ledger",
    Role.COMPLIANCE: "The audit trail, agreements and the platform’s team",
}


def role_name(role: Role) -> str:
    """Return a role's name."""
    return ROLE_NAMES[role]


def sentence(refusal: errors.IdentityError) -> str:
    """Return what is wrong and what to do, for a refusal of the membership's rules."""
    match refusal:
        case errors.NoRoleChosen():
            return "Choose at least one role."
        case errors.RoleNotOffered(role=role):
            return f"{role_name(role)} is no role here. Choose another one."
        case errors.BeyondOwnRights(role=role):
            return f"Only someone with more rights than yours can give or take the role {role_name(role)}."
        case errors.RaisesOwnRights(role=role):
            return f"You cannot make yourself {role_name(role).lower()}. Ask another owner or administrator."
        case errors.LastKeeper(role=role):
            return (
                f"This is the last {role_name(role).lower()}, and there must be one. "
                f"Make somebody else {role_name(role).lower()} first."
            )
        case errors.StartsInThePast():
            return "That day is over. Choose today or a later day."
        case errors.EndsBeforeStart():
            return "The roles would end before they begin. Choose a later last day."
        case errors.ReasonMissing():
            return "Say why. The reason is kept with the membership."
        case errors.MemberAlready(email=email):
            return f"{email} works here already. Change their roles on their own page."
        case errors.InvitedAlready(email=email):
            return f"{email} was invited already. Send that invitation again, or withdraw it."
        case errors.InvitationUsed():
            return "This invitation was accepted already."
        case errors.InvitationWithdrawn():
            return "This invitation was withdrawn already. Invite them anew."
    raise refusal
