"""Whether a practice may deliver care: what clearance asks."""

from datetime import datetime
from uuid import UUID

from attune.foundation.policies import policy
from attune.practices.errors import NoSuchPractice
from attune.practices.models import Employment, OrganizationAuthorization, Practice
from attune.practices.rules.lifecycle import PracticeState
from attune.practices.rules.policy import StandingPolicy
from attune.practices.rules.standing import (
    DaySpan,
    EmploymentSpan,
    PracticeStanding,
    StandingReason,
    StateAuthorization,
    refusals,
    stands_until,
)


def standing(practice_id: UUID) -> PracticeStanding:
    """Return what decides about a practice, in its own scope. Raises NoSuchPractice."""
    row = Practice.objects.filter(id=practice_id).first()
    if row is None:
        raise NoSuchPractice(practice_id)
    wanted = policy(StandingPolicy)
    return PracticeStanding(
        practice_id=row.id,
        zone=row.zone,
        state=PracticeState(row.state),
        live_until=row.live_until,
        authorizations=_authorizations() if wanted.needs_state_authorization else (),
        employments=_employments() if wanted.needs_employment else (),
    )


def standing_refusals(
    found: PracticeStanding, *, person_id: UUID, state: str, moment: datetime
) -> tuple[StandingReason, ...]:
    """Return every reason against a session of a provider (by their person) with a patient in a state."""
    return refusals(found, policy(StandingPolicy), person_id=person_id, state=state, moment=moment)


def standing_until(found: PracticeStanding, *, person_id: UUID, state: str, moment: datetime) -> datetime | None:
    """Return when what stands at the moment stops to stand, None for no known end."""
    return stands_until(found, policy(StandingPolicy), person_id=person_id, state=state, moment=moment)


def _authorizations() -> tuple[StateAuthorization, ...]:
    rows = OrganizationAuthorization.objects.exclude(begins_on=None).order_by("state")
    return tuple(
        StateAuthorization(row.state, DaySpan(row.begins_on, row.ends_on)) for row in rows if row.begins_on is not None
    )


def _employments() -> tuple[EmploymentSpan, ...]:
    rows = Employment.objects.exclude(confirmed_at=None).order_by("starts_on", "id")
    return tuple(EmploymentSpan(row.person_id, DaySpan(row.starts_on, row.ends_on)) for row in rows)
