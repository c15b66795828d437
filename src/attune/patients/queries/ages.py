"""How old patients are, for jobs that have to know what fits them."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from attune.foundation.authorization import Actor, authorize
from attune.patients.models import Chart
from attune.patients.permissions import SEE_CHARTS
from attune.patients.queries.charts import rows_open_to


def birth_dates(actor: Actor, chart_ids: Collection[UUID]) -> dict[UUID, date]:
    """Return when these patients were born, and nothing else of them. Raises NotPermitted."""
    authorize(actor, SEE_CHARTS)
    rows: list[Chart] = list(rows_open_to(actor).filter(id__in=chart_ids).only("id", "birth_date"))
    return {row.id: row.birth_date for row in rows}
