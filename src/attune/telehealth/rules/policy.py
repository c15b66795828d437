"""The video visit as an edition sets it."""

from dataclasses import dataclass, field

from attune.kernel.documented import documented


@dataclass(frozen=True, slots=True)
class VisitPolicy:
    """When the door of a video visit is open, and what its evidence proves."""

    opens_minutes_before: int = field(metadata=documented("The door opens before the start, in minutes"))
    closes_minutes_after: int = field(metadata=documented("The door closes after the end, in minutes"))
    check_in_minutes: int = field(metadata=documented("A check-in holds without anybody there for, in minutes"))
    together_minutes_min: int = field(metadata=documented("It took place once both were in together for, in minutes"))
    waited_minutes_min: int = field(
        metadata=documented("It was missed once the provider waited in vain for, in minutes")
    )
    settle_hours_after: int = field(metadata=documented("Who came is settled by evidence after the end, in hours"))
