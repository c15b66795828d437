"""The states an organization is opening, and whom it employs."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from attune.foundation.authorization import Actor, authorize
from attune.foundation.policies import policy
from attune.practices.errors import NoSuchEmployment
from attune.practices.models import Employment, OrganizationAuthorization
from attune.practices.permissions import SEE_EMPLOYMENT, SEE_STATES
from attune.practices.rules.hiring import EmploymentKind
from attune.practices.rules.policy import StandingPolicy


@dataclass(frozen=True, slots=True)
class StateLaunch:
    """A state and its checklist. Days are in the practice's zone; ``begins_on`` None: not open."""

    state: str
    done_items: tuple[str, ...]
    missing_items: tuple[str, ...]
    evidence: str
    begins_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Hire:
    """An employment and its checklist."""

    employment_id: UUID
    person_id: UUID
    kind: EmploymentKind
    starts_on: date
    ends_on: date | None
    done_items: tuple[str, ...]
    missing_items: tuple[str, ...]
    confirmed_at: datetime | None
    end_reason: str


def state_launches(actor: Actor) -> list[StateLaunch]:
    """Return the states the organization is authorized in or prepares, by code. Raises NotPermitted."""
    authorize(actor, SEE_STATES)
    wanted = policy(StandingPolicy).launch_items
    return [
        StateLaunch(
            row.state,
            tuple(row.done_items),
            tuple(item for item in wanted if item not in row.done_items),
            row.evidence,
            row.begins_on,
            row.ends_on,
        )
        for row in OrganizationAuthorization.objects.order_by("state")
    ]


def hires(actor: Actor) -> list[Hire]:
    """Return everybody who is or was employed, the latest first. Raises NotPermitted."""
    authorize(actor, SEE_EMPLOYMENT)
    return [_hire(row) for row in Employment.objects.order_by("-starts_on", "-id")]


def hire(actor: Actor, employment_id: UUID) -> Hire:
    """Return one employment. Raises NotPermitted or NoSuchEmployment."""
    authorize(actor, SEE_EMPLOYMENT)
    row = Employment.objects.filter(id=employment_id).first()
    if row is None:
        raise NoSuchEmployment(employment_id)
    return _hire(row)


def _hire(row: Employment) -> Hire:
    return Hire(
        employment_id=row.id,
        person_id=row.person_id,
        kind=EmploymentKind(row.kind),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        done_items=tuple(row.done_items),
        missing_items=tuple(item for item in policy(StandingPolicy).hire_items if item not in row.done_items),
        confirmed_at=row.confirmed_at,
        end_reason=row.end_reason,
    )
