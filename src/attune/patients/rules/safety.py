"""The safety question, and which answers ask for a call."""

from enum import StrEnum


class Safety(StrEnum):
    """What can be answered."""

    SAFE = "safe"
    THOUGHTS = "thoughts"
    NOW = "now"
    UNSAID = "unsaid"


def shows_crisis_ways(answer: Safety) -> bool:
    """Return whether the ways to get help now come before anything else."""
    return answer in {Safety.THOUGHTS, Safety.NOW}


def asks_for_follow_up(answer: Safety) -> bool:
    """Return whether somebody has to look after this person."""
    return shows_crisis_ways(answer)
