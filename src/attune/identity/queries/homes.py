"""Which home page a person lands on after sign-in."""

from collections.abc import Set

from attune.foundation.authorization import CLINICAL_ROLES, Role


def home_name(roles: Set[Role] | None, *, is_platform: bool) -> str:
    """Return the name of the home page's address for the roles held in the active place.

    None means that the person works nowhere: their own care. Whoever runs the practice lands there
    even if they see patients too; a person whose roles have all lapsed lands in their own care.
    """
    if not roles:
        return "patient_home"
    if is_platform:
        return "operator_home"
    return "provider_home" if roles <= CLINICAL_ROLES else "practice_home"
