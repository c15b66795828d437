"""What identity does by itself: it forgets sessions that are over."""

from attune.foundation.background.periodic import Tick, periodic_job
from attune.identity.sessions import SessionStore


@periodic_job("identity.forget_ended_sessions", cron="23 * * * *")
def forget_ended_sessions(_tick: Tick) -> None:
    """Remove sessions nobody can use any more; they are refused anyway."""
    SessionStore.clear_expired()
