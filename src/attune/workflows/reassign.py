"""What is still booked with a provider who is gone: a task for whoever runs the calendars, until each is settled."""

from datetime import timedelta
from uuid import UUID

from attune.credentialing.actions.provider_states import leave_provider
from attune.credentialing.queries.providers import providers_here
from attune.credentialing.rules.clearance import Standing
from attune.foundation.authorization import Actor, Role, system_actor
from attune.foundation.clock import now
from attune.foundation.tenancy import current_scope
from attune.scheduling.actions.reassign_appointment import reassign_appointment
from attune.scheduling.queries.heirs import first_to_come
from attune.scheduling.queries.seats_to_tell import session_to_tell
from attune.scheduling.task_kinds import REASSIGN_SESSIONS
from attune.worklist.actions.end_task import settle_task
from attune.worklist.actions.open_task import open_task

BEFORE = timedelta(days=1)
AT_ONCE = timedelta(hours=4)


def leave_with_member(actor: Actor, *, person_id: UUID, reason: str) -> None:
    """Let the provider a former member was be gone as well, and list what is still booked with them.

    In the practice's scope, plane care.
    """
    system = _system(actor)
    for one in providers_here(system):
        if one.person_id != person_id:
            continue
        if one.state is not Standing.LEFT:
            leave_provider(system, provider_id=one.provider_id, reason=reason)
        list_sessions(system, one.provider_id)


def list_sessions(actor: Actor, provider_id: UUID) -> None:
    """Open the task of settling what is booked with a provider, if anything is; it is due a day before the first."""
    first = first_to_come(provider_id)
    if first is None:
        return
    open_task(
        _system(actor),
        kind=REASSIGN_SESSIONS,
        subject_id=provider_id,
        due_at=max(now() + AT_ONCE, first - BEFORE),
        owner_role=Role.ADMINISTRATOR,
    )


def give_session(
    actor: Actor, *, appointment_id: UUID, provider_id: UUID, offering_id: UUID, expected_sequence: int
) -> None:
    """Give a session of ``provider_id`` to who offers ``offering_id``; with the last one the task is over.

    Raises what reassign_appointment raises.
    """
    reassign_appointment(
        actor, appointment_id=appointment_id, offering_id=offering_id, expected_sequence=expected_sequence
    )
    _settle(actor, provider_id)


def one_less_to_settle(actor: Actor, appointment_id: UUID) -> None:
    """End the task with the last session that was canceled. Follows scheduling.appointment.canceled."""
    _settle(actor, session_to_tell(_system(actor), appointment_id).provider_id)


def _settle(actor: Actor, provider_id: UUID) -> None:
    if first_to_come(provider_id) is None:
        settle_task(_system(actor), kind=REASSIGN_SESSIONS, subject_id=provider_id)


def _system(actor: Actor) -> Actor:
    return system_actor(current_scope("Sessions").practice_id, request_id=actor.request_id)
