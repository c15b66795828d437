"""What an edition decides about patients."""

from dataclasses import dataclass, field
from enum import StrEnum

from attune.kernel.documented import documented


class FollowUpBy(StrEnum):
    """Who looks after somebody unsafe until a practice has taken them on."""

    PLATFORM = "the platform's support"
    PRACTICE = "the practice itself"


@dataclass(frozen=True, slots=True)
class OnboardingPolicy:
    """What is agreed to before the first session, and who looks after whom until then."""

    consents: tuple[str, ...] = field(metadata=documented("What everybody agrees to before a first session"))
    follow_up_by: FollowUpBy = field(
        metadata=documented("Who is asked to look after somebody unsafe who has no practice yet")
    )
    follow_up_hours: int = field(metadata=documented("Within how many hours somebody unsafe is looked after"))
