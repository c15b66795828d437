"""What an edition decides about measures."""

from dataclasses import dataclass, field

from attune.kernel.documented import documented


@dataclass(frozen=True, slots=True)
class MeasurePolicy:
    """Which questionnaires are sent by themselves, how often, and how soon somebody unsafe is reached."""

    instruments: tuple[str, ...] = field(metadata=documented("Questionnaires sent by themselves"))
    every_days: int = field(metadata=documented("They are sent again, at the earliest after, in days"))
    every_sessions: int = field(metadata=documented("They are sent again, at the latest with each so-many-th session"))
    hours_before: int = field(metadata=documented("They are sent, in hours before the session"))
    open_days: int = field(metadata=documented("One without a session can be filled in for, in days after it is due"))
    reach_within_minutes: int = field(
        metadata=documented("Who answered that they are not safe is reached within, in minutes")
    )
