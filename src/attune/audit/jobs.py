"""The trail's periodic work."""

from attune.audit.actions.seal import seal_all
from attune.foundation.background import Tick, periodic_job


@periodic_job("audit.seal_trails", cron="* * * * *", queue="upkeep")
def seal_trails(_: Tick) -> None:
    """Seal what was finished since the last minute and export the heads."""
    seal_all()
