"""Settling who came to the sessions that nobody spoke about: by evidence, hours after their end."""

from datetime import timedelta
from uuid import UUID

from attune.foundation.authorization import Actor, system_actor
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import current_scope
from attune.scheduling.actions.mark_attendance import mark_attendance
from attune.scheduling.queries.appointments import SeatFacts
from attune.scheduling.queries.seats_to_tell import appointment_of_seat
from attune.scheduling.queries.unmarked import Unmarked, unmarked_seats
from attune.scheduling.rules.couples import FIRST
from attune.telehealth.queries.evidence import evidence_to_settle
from attune.telehealth.rules.attendance import SETTLES, Finding
from attune.telehealth.rules.policy import VisitPolicy
from attune.telehealth.task_kinds import SAY_WHO_CAME
from attune.worklist.actions.end_task import settle_task
from attune.worklist.actions.open_task import open_task

ANSWER_WITHIN = timedelta(days=1)


def settle_attendance(actor: Actor) -> None:
    """Mark every seat of the scope's practice whose evidence settles it, and ask the provider about each other one.

    Safe to repeat. For the system. Raises NotPermitted.
    """
    hours = timedelta(hours=policy(VisitPolicy).settle_hours_after)
    for one in unmarked_seats(actor, ended_by=now() - hours):
        finding = _finding(actor, one.seat)
        if finding in SETTLES:
            mark_attendance(actor, seat_id=one.seat.seat_id, has_attended=finding is Finding.ATTENDED)
        else:
            _ask(actor, one)


def word_was_given(actor: Actor, seat_id: UUID) -> None:
    """End the question who came, once it is answered. Follows scheduling.seat.attended and scheduling.seat.missed."""
    system = system_actor(current_scope("A session").holder_id, request_id=actor.request_id)
    settle_task(system, kind=SAY_WHO_CAME, subject_id=appointment_of_seat(system, seat_id))


def _finding(actor: Actor, seat: SeatFacts) -> Finding:
    """Return what is known: nothing speaks against a session that left no evidence because it was not by our video."""
    if seat.place != "video" or seat.is_group or seat.number > FIRST:
        return Finding.ATTENDED
    return evidence_to_settle(actor, seat).finding


def _ask(actor: Actor, about: Unmarked) -> None:
    open_task(
        actor,
        kind=SAY_WHO_CAME,
        subject_id=about.seat.appointment_id,
        due_at=now() + ANSWER_WITHIN,
        owner_id=about.provider_person_id,
    )
