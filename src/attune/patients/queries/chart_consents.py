"""What was agreed to at a practice, as it was handed over."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.foundation.authorization import Actor, authorize
from attune.patients.models import ChartConsent
from attune.patients.permissions import SEE_CHARTS
from attune.patients.queries.charts import rows_open_to
from attune.patients.rules.consent_texts import TEXTS


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A text that was signed, and by whom."""

    title: str
    version: str
    signed_name: str
    signed_at: datetime


def chart_consents(actor: Actor, chart_id: UUID) -> tuple[HandedOver, ...]:
    """Return what was agreed to for a chart, newest first; nothing of a chart that is not open to the actor.

    Raises NotPermitted.
    """
    authorize(actor, SEE_CHARTS)
    titles = {text.text_hash: text.title for text in TEXTS}
    rows = ChartConsent.objects.filter(chart__in=rows_open_to(actor).filter(id=chart_id))
    return tuple(
        HandedOver(titles[row.text_hash], row.version, row.signed_name, row.signed_at)
        for row in rows.order_by("-signed_at", "-id")
    )
