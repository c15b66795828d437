"""What roles are called."""

from collections.abc import Iterable

from attune.kernel.roles import Role

ROLE_NAMES: dict[Role, str] = {
    Role.OWNER: "Owner",
    Role.ADMINISTRATOR: "Administrator",
    Role.SCHEDULER: "Scheduler",
    Role.BILLER: "Biller",
    Role.PROVIDER: "Provider",
    Role.SUPERVISOR: "Supervisor",
    Role.AUDITOR: "Auditor",
    Role.SUPPORT: "Support",
    Role.CREDENTIALING: "Credentialing",
    Role.FINANCE: "Finance",
    Role.COMPLIANCE: "Compliance",
    Role.PATIENT: "Patient",
}
"""In the order in which they are listed."""


def role_names(roles: Iterable[Role]) -> str:
    """Return the names of roles in their order: "Owner, Provider"."""
    wanted = set(roles)
    return ", ".join(name for role, name in ROLE_NAMES.items() if role in wanted)
