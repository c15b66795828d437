"""The states of a practice's life, and which may follow which."""

from enum import StrEnum

from attune.practices.errors import MoveForbidden


class PracticeState(StrEnum):
    """Where a practice stands, from its application to its end."""

    APPLIED = "applied"
    IN_REVIEW = "in_review"
    AGREEMENTS = "agreements"
    LIVE = "live"
    PAUSED = "paused"
    CLOSED = "closed"


MOVES: dict[PracticeState, frozenset[PracticeState]] = {
    PracticeState.APPLIED: frozenset({PracticeState.IN_REVIEW, PracticeState.CLOSED}),
    PracticeState.IN_REVIEW: frozenset({PracticeState.AGREEMENTS, PracticeState.CLOSED}),
    PracticeState.AGREEMENTS: frozenset({PracticeState.IN_REVIEW, PracticeState.LIVE, PracticeState.CLOSED}),
    PracticeState.LIVE: frozenset({PracticeState.PAUSED, PracticeState.CLOSED}),
    PracticeState.PAUSED: frozenset({PracticeState.LIVE, PracticeState.CLOSED}),
    PracticeState.CLOSED: frozenset(),
}

BEFORE_LIVE = frozenset({PracticeState.APPLIED, PracticeState.IN_REVIEW, PracticeState.AGREEMENTS})
"""On the way in: nothing of the practice is public, and nothing can be booked."""


def require_move(now: PracticeState, wanted: PracticeState) -> None:
    """Refuse a state that may not follow: MoveForbidden."""
    if wanted not in MOVES[now]:
        raise MoveForbidden(now, wanted)


def state_before_live(*, is_entered: bool, is_checked: bool) -> PracticeState:
    """Return how far an application has come.

    ``is_entered``: everything that the applicant enters is there. ``is_checked``: every check came out good.
    """
    if not is_entered:
        return PracticeState.APPLIED
    return PracticeState.AGREEMENTS if is_checked else PracticeState.IN_REVIEW


def path_between(now: PracticeState, wanted: PracticeState) -> tuple[PracticeState, ...]:
    """Return the states to enter, in order, to come from one state on the way in to another.

    A state that may not follow directly is reached through review; the way back to the start stays closed:
    what was entered once is in review from then on.
    """
    if now == wanted or wanted is PracticeState.APPLIED:
        return () if now in {wanted, PracticeState.IN_REVIEW} else (PracticeState.IN_REVIEW,)
    return (wanted,) if wanted in MOVES[now] else (PracticeState.IN_REVIEW, wanted)
