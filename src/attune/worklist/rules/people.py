"""When people and their places need somebody's attention."""

from datetime import datetime, timedelta

ANSWER_WITHIN = timedelta(days=7)
ROLE_ENDS_WITHIN = timedelta(days=14)
DECIDE_BEFORE = timedelta(days=2)


def is_unanswered(sent_at: datetime, *, now: datetime) -> bool:
    """Return whether an open invitation has waited a week."""
    return now - sent_at >= ANSWER_WITHIN


def ends_soon(ends_at: datetime | None, *, now: datetime) -> bool:
    """Return whether a role that is held ends within two weeks."""
    return ends_at is not None and now < ends_at <= now + ROLE_ENDS_WITHIN


def decide_by(ends_at: datetime) -> datetime:
    """Return by when somebody decides about a role that ends: early enough for the next role to be asked."""
    return ends_at - DECIDE_BEFORE
