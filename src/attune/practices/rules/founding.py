"""How many practices there may be, and what their addresses are called."""

from attune.practices.errors import NoMorePractices
from attune.practices.rules.policy import TenancyPolicy

SLUG_LENGTH_MAX = 60


def require_room(policy: TenancyPolicy, *, practices: int) -> None:
    """Refuse one practice more than the edition has: NoMorePractices."""
    if policy.practices_max is not None and practices >= policy.practices_max:
        raise NoMorePractices(policy.practices_max)


def free_slug(wanted: str, *, is_taken: bool, told_apart_by: str) -> str:
    """Return the wanted slug, or with the last four characters of an id where another practice has it."""
    if not is_taken and wanted:
        return wanted[:SLUG_LENGTH_MAX]
    ending = told_apart_by[-4:]
    return "-".join(part for part in (wanted[: SLUG_LENGTH_MAX - 5], ending) if part)
