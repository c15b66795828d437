"""Recovery over two measures at once, as the NHS Talking Therapies manual defines it.

Source: docs/explanation/measures.md#recovery.
"""

from dataclasses import dataclass

from attune.measures.rules.change import Direction, direction_of
from attune.measures.rules.instrument import ChangeRule


@dataclass(frozen=True, slots=True)
class Pair:
    """The first and the last score of one measure, with its rule."""

    rule: ChangeRule
    first: int
    last: int

    @property
    def direction(self) -> Direction:
        """What became of it, beyond chance."""
        return direction_of(self.rule, self.first, self.last)


@dataclass(frozen=True, slots=True)
class Recovery:
    """What became of somebody."""

    case_at_start: bool
    recovered: bool
    reliable_improvement: bool
    reliable_deterioration: bool
    reliable_recovery: bool


def recovery(mood: Pair, anxiety: Pair) -> Recovery:
    """Return what became of somebody on both measures."""
    both = (mood, anxiety)
    directions = {one.direction for one in both}
    was_case = any(one.first >= one.rule.clinical_from for one in both)
    recovered = was_case and all(one.last < one.rule.clinical_from for one in both)
    improved = Direction.BETTER in directions and Direction.WORSE not in directions
    worsened = Direction.WORSE in directions and Direction.BETTER not in directions
    return Recovery(
        case_at_start=was_case,
        recovered=recovered,
        reliable_improvement=improved,
        reliable_deterioration=worsened,
        reliable_recovery=recovered and improved,
    )
