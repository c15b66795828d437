"""The rhythm of questionnaires: sent before sessions, moved and taken back with them, over when they are."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from attune.audit.actions.record import record_many
from attune.foundation.authorization import Actor, authorize
from attune.foundation.policies import policy
from attune.foundation.tenancy import current_scope
from attune.measures.actions.assign import fresh
from attune.measures.gateways.catalog import instrument as instrument_of
from attune.measures.models import Assessment
from attune.measures.models.assessment import IS_OPEN
from attune.measures.permissions import KEEP_RHYTHM
from attune.measures.queries.trend import rows_of
from attune.measures.rules.policy import MeasurePolicy
from attune.measures.rules.schedule import Asked, State, is_due
from attune.patients.queries.ages import birth_dates
from attune.scheduling.queries.appointments import SeatFacts
from attune.scheduling.queries.treating import sessions_between


@transaction.atomic
def send_before(actor: Actor, seats: Sequence[SeatFacts]) -> int:
    """Send what is due before these coming sessions and return how many; for the system, safe to repeat.

    What does not fit a patient's age is not sent, nor is anything before a group's session. Raises NotPermitted.
    """
    authorize(actor, KEEP_RHYTHM)
    wanted = {seat.chart_id: seat for seat in reversed(seats) if seat.chart_id is not None and not seat.is_group}
    known: dict[tuple[UUID, str], list[Assessment]] = {}
    for row in rows_of(list(wanted)):
        known.setdefault((row.chart_id, row.instrument), []).append(row)
    sessions, born = sessions_between(list(wanted)), birth_dates(actor, list(wanted))
    rules = policy(MeasurePolicy)
    fresh_rows = []
    for code in rules.instruments:
        asked = instrument_of(code)
        for chart_id, seat in wanted.items():
            before = known.get((chart_id, code), [])
            if chart_id not in born or not asked.fits(born[chart_id], day=seat.starts_at.date()):
                continue
            if _is_waiting(before, seat) or not is_due(
                rules, _asked(before, sessions[chart_id], seat.starts_at), session_at=seat.starts_at
            ):
                continue
            fresh_rows.append(
                fresh(
                    asked,
                    chart_id=chart_id,
                    due_at=seat.starts_at,
                    closes_at=seat.ends_at,
                    appointment_id=seat.appointment_id,
                )
            )
    Assessment.objects.bulk_create(fresh_rows, ignore_conflicts=True)
    kept = Assessment.objects.filter(id__in=[row.id for row in fresh_rows])
    told = [(row.id, row.chart_id) for row in kept.only("id", "chart_id")]
    record_many(actor, "measures.assessment.sent", object_kind="assessment", objects=told)
    return len(told)


@transaction.atomic
def follow_move(actor: Actor, *, appointment_id: UUID, starts_at: datetime, ends_at: datetime) -> None:
    """Let what is filled in before a session be due when the session is now. Raises NotPermitted."""
    authorize(actor, KEEP_RHYTHM)
    rows = Assessment.objects.filter(IS_OPEN, appointment_id=appointment_id)
    told = [(row.id, row.chart_id) for row in rows.only("id", "chart_id")]
    rows.update(due_at=starts_at, closes_at=ends_at)
    record_many(actor, "measures.assessment.moved", object_kind="assessment", objects=told)


@transaction.atomic
def take_back(actor: Actor, *, appointment_id: UUID, chart_id: UUID | None = None) -> None:
    """Take back what was to be filled in before a session that is canceled, for one patient or all.

    An answer that asked for a call stays with its flag. Raises NotPermitted.
    """
    authorize(actor, KEEP_RHYTHM)
    rows = Assessment.objects.filter(IS_OPEN, appointment_id=appointment_id)
    _end(actor, rows if chart_id is None else rows.filter(chart_id=chart_id), State.WITHDRAWN)


@transaction.atomic
def expire_over(actor: Actor) -> None:
    """Note which questionnaires are over. For the system, safe to repeat. Raises NotPermitted."""
    authorize(actor, KEEP_RHYTHM)
    now = current_scope("Questionnaires").now
    _end(actor, Assessment.objects.filter(IS_OPEN, closes_at__lte=now), State.EXPIRED)


def _end(actor: Actor, rows: QuerySet[Assessment], state: State) -> None:
    told = [(row.id, row.chart_id) for row in rows.select_for_update().only("id", "chart_id")]
    Assessment.objects.filter(id__in=[row_id for row_id, _ in told]).update(state=state.value)
    record_many(actor, f"measures.assessment.{state}", object_kind="assessment", objects=told)


def _is_waiting(before: Sequence[Assessment], seat: SeatFacts) -> bool:
    """Return whether the same was sent for this session already, or still waits from somewhere else."""
    now = current_scope("Questionnaires").now
    return any(
        row.appointment_id == seat.appointment_id or (row.state in ("sent", "started") and row.closes_at > now)
        for row in before
    )


def _asked(before: Sequence[Assessment], sessions: Sequence[datetime], session_at: datetime) -> Asked:
    last = max((row.due_at for row in before), default=None)
    since = [one for one in sessions if (last is None or one > last) and one <= session_at]
    return Asked(last, len(since))
