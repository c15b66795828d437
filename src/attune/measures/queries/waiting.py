"""Which sessions' patients have questions waiting, for the mail that says so; never which questions."""

from collections.abc import Collection
from uuid import UUID

from attune.foundation.authorization import Actor, authorize
from attune.foundation.tenancy import current_scope
from attune.measures.gateways.catalog import instrument as instrument_of
from attune.measures.models import Assessment
from attune.measures.permissions import KEEP_RHYTHM
from attune.measures.rules.schedule import State


def seconds_waiting(actor: Actor, appointment_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], int]:
    """Return by session and chart how many seconds the questions take that nobody has begun to answer.

    For the system. Raises NotPermitted.
    """
    authorize(actor, KEEP_RHYTHM)
    now = current_scope("Questionnaires").now
    rows = Assessment.objects.filter(appointment_id__in=appointment_ids, state=State.SENT.value, closes_at__gt=now)
    found: dict[tuple[UUID, UUID], int] = {}
    for appointment_id, chart_id, code, version in rows.values_list(
        "appointment_id", "chart_id", "instrument", "instrument_version"
    ):
        assert appointment_id is not None
        asked, key = instrument_of(code, version), (appointment_id, chart_id)
        found[key] = found.get(key, 0) + len(asked.items) * asked.seconds_per_item
    return found
