"""Moving a practice from one state of its life to another."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, Permission, authorize
from attune.foundation.clock import now
from attune.foundation.facts import record_fact
from attune.foundation.policies import policy
from attune.practices.actions.here import locked_practice
from attune.practices.errors import NotAgreed, ReasonMissing
from attune.practices.facts import STANDING_CHANGED
from attune.practices.models import PipelineEntry, Practice
from attune.practices.permissions import ADVANCE, CLOSE_PRACTICE, GO_LIVE, NOTE_AGREEMENT, PAUSE_PRACTICE
from attune.practices.rules.lifecycle import (
    BEFORE_LIVE,
    PracticeState,
    path_between,
    require_move,
    state_before_live,
)
from attune.practices.rules.policy import StandingPolicy


@transaction.atomic
def advance(
    actor: Actor,
    *,
    is_entered: bool,
    is_checked: bool,
    missing: Collection[str],
    to_review: Collection[str],
    next_expiry_on: date | None,
) -> PracticeState:
    """Move the scope's practice as far on its way in as what is known of it allows, and return its state.

    ``is_entered``: everything the applicant enters is there; ``is_checked``: every check came out good.
    ``missing`` and ``to_review`` are codes of steps and checks; the operators see them. A practice that is
    live, paused or closed stays what it is. Raises NotPermitted.
    """
    authorize(actor, ADVANCE)
    practice = locked_practice()
    state = PracticeState(practice.state)
    if state in BEFORE_LIVE:
        wanted = state_before_live(is_entered=is_entered, is_checked=is_checked)
        for following in path_between(state, wanted):
            _enter(actor, practice, following)
    told: dict[str, Any] = {
        "missing": sorted(missing),
        "to_review": sorted(to_review),
        "next_expiry_on": next_expiry_on,
        "looked_at": now(),
    }
    PipelineEntry.objects.bulk_create(
        [PipelineEntry(practice_id=practice.id, state_since=practice.created_at, **told)],
        update_conflicts=True,
        unique_fields=["practice"],
        update_fields=list(told),
    )
    return PracticeState(practice.state)


@transaction.atomic
def go_live(actor: Actor) -> None:
    """Let the scope's practice go live. Raises NotPermitted, MoveForbidden or NotAgreed."""
    authorize(actor, GO_LIVE)
    practice = locked_practice()
    require_move(PracticeState(practice.state), PracticeState.LIVE)
    if policy(StandingPolicy).needs_contract and practice.agreed_at is None:
        raise NotAgreed
    _enter(actor, practice, PracticeState.LIVE)


@transaction.atomic
def pause(actor: Actor, *, reason: str) -> None:
    """Pause the scope's practice: nothing new is booked. Raises NotPermitted, MoveForbidden or ReasonMissing."""
    _move_for_a_reason(actor, PAUSE_PRACTICE, PracticeState.PAUSED, reason)


@transaction.atomic
def resume(actor: Actor, *, reason: str) -> None:
    """Let a paused practice go on. Raises NotPermitted, MoveForbidden, ReasonMissing or NotAgreed."""
    authorize(actor, PAUSE_PRACTICE)
    practice = locked_practice()
    if PracticeState(practice.state) is PracticeState.PAUSED and _lacks_contract(practice):
        raise NotAgreed
    _move_for_a_reason(actor, PAUSE_PRACTICE, PracticeState.LIVE, reason, from_states={PracticeState.PAUSED})


@transaction.atomic
def close(actor: Actor, *, reason: str) -> None:
    """Close the scope's practice for good. Raises NotPermitted, MoveForbidden or ReasonMissing."""
    _move_for_a_reason(actor, CLOSE_PRACTICE, PracticeState.CLOSED, reason)


@transaction.atomic
def note_agreement(actor: Actor, *, is_agreed: bool, live_until: datetime | None) -> None:
    """Write down whether everything the practice signs is signed, and when that ends (UTC; None: not known).

    From ``live_until`` on nothing is booked, without a job. Raises NotPermitted.
    """
    authorize(actor, NOTE_AGREEMENT)
    practice = locked_practice()
    agreed_at = (practice.agreed_at or now()) if is_agreed else None
    if (practice.agreed_at, practice.live_until) == (agreed_at, live_until):
        return
    practice.agreed_at, practice.live_until = agreed_at, live_until
    practice.save(update_fields=["agreed_at", "live_until"])
    record_fact(STANDING_CHANGED, actor, practice.id)


def _lacks_contract(practice: Practice) -> bool:
    has_ended = practice.live_until is not None and practice.live_until <= now()
    return policy(StandingPolicy).needs_contract and (practice.agreed_at is None or has_ended)


def _move_for_a_reason(
    actor: Actor,
    wanted: Permission,
    state: PracticeState,
    reason: str,
    *,
    from_states: Collection[PracticeState] = tuple(PracticeState),
) -> None:
    authorize(actor, wanted)
    practice = locked_practice()
    now_in = PracticeState(practice.state)
    require_move(now_in if now_in in from_states else PracticeState.CLOSED, state)
    if not reason.strip():
        raise ReasonMissing
    _enter(actor, practice, state, reason=reason.strip())


def _enter(actor: Actor, practice: Practice, state: PracticeState, *, reason: str = "") -> None:
    require_move(PracticeState(practice.state), state)
    practice.state = state.value
    practice.save(update_fields=["state"])
    PipelineEntry.objects.filter(practice_id=practice.id).update(state_since=now())
    record(
        actor,
        f"practices.practice.{state}",
        object_kind="practice",
        object_id=practice.id,
        reason=reason[:200],
    )
    record_fact(STANDING_CHANGED, actor, practice.id)
