"""A patient's own record: their signed notes, as the edition's policy shows them; never psychotherapy notes."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from attune.audit.actions.record import record
from attune.care_records.errors import NoSuchRecord
from attune.care_records.models import SignedNote
from attune.care_records.permissions import READ_OWN_RECORD
from attune.care_records.queries.note_facts import NoteFacts, of_signed
from attune.care_records.rules.policy import RecordsPolicy
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.patients.queries.charts import own_charts

UNLISTED: Final = ("care_records.psychotherapy_note.read", "care_records.psychotherapy_note.saved")
"""What stands in no list of who looked at a record: that there is such a note is its author's business too."""


def own_notes(actor: Actor, chart_id: UUID, *, is_download: bool = False) -> tuple[NoteFacts, ...]:
    """Return the signed notes of a chart the actor signs in for, the newest session first; that goes on record.

    Raises NotPermitted, or NoSuchRecord for a chart that is not theirs.
    """
    authorize(actor, READ_OWN_RECORD)
    if all(one.chart_id != chart_id for one in own_charts(actor)):
        raise NoSuchRecord(chart_id)
    action = "care_records.record.downloaded" if is_download else "care_records.record.read"
    record(actor, action, object_kind="chart", object_id=chart_id, patient_id=chart_id)
    after = policy(RecordsPolicy).shown_to_patient_after_hours
    if after is None:
        return ()
    rows = SignedNote.objects.select_related("encounter").filter(
        chart_id=chart_id, signed_at__lte=now() - timedelta(hours=after)
    )
    return of_signed(rows.order_by("-encounter__starts_at", "-id"))
