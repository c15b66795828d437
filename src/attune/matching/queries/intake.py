"""The intake board: who waits for a clinician, who came by themselves, and how busy the team is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from attune.audit.actions.record import record_many
from attune.credentialing.queries.providers import ProviderFacts, providers_here
from attune.credentialing.rules.clearance import Standing
from attune.foundation.authorization import Actor, authorize
from attune.identity.queries.names import names_of
from attune.kernel.interval import Interval
from attune.matching.errors import NoSuchAssignment
from attune.matching.models import Assignment
from attune.matching.permissions import SEE_WAITING
from attune.matching.queries.team import WEEK
from attune.matching.rules.need import Need, need_from
from attune.scheduling.queries.workload import sessions_booked

BOOKED_SHOWN = timedelta(days=7)
WAITING_MOST = 200


@dataclass(frozen=True, slots=True)
class TeamMember:
    """A clinician of the practice and the week to come. ``waiting`` have been assigned and not booked yet."""

    provider_id: UUID
    name: str
    letters: str
    specialties: tuple[str, ...]
    sessions_max: int
    sessions_booked: int
    waiting: int
    takes_new_patients: bool

    @property
    def sessions_left(self) -> int:
        """How many sessions are left in the week."""
        return max(0, self.sessions_max - self.sessions_booked)


@dataclass(frozen=True, slots=True)
class WaitingPerson:
    """Somebody who is to be seen. ``name`` is empty while they have no account."""

    assignment_id: UUID
    name: str
    is_child: bool
    need: Need
    waiting_since: datetime
    ended_at: datetime | None
    suggested_id: UUID | None
    provider_id: UUID | None
    is_overridden: bool


@dataclass(frozen=True, slots=True)
class IntakeBoard:
    """Who waits, the longest first; who booked in the last week, the latest first; and the whole team by name."""

    waiting: tuple[WaitingPerson, ...]
    booked: tuple[WaitingPerson, ...]
    team: tuple[TeamMember, ...]


def intake_board(actor: Actor, *, now: datetime) -> IntakeBoard:
    """Return the practice's board; each person on it goes on record as seen. Raises NotPermitted."""
    authorize(actor, SEE_WAITING)
    rows = Assignment.objects.annotate(overrides_count=Count("overrides"))
    waiting = list(rows.filter(state=Assignment.State.WAITING).order_by("waiting_since", "id")[:WAITING_MOST])
    booked = list(
        rows.filter(state=Assignment.State.ENDED, ended_at__gte=now - BOOKED_SHOWN).order_by("-ended_at", "-id")[
            :WAITING_MOST
        ]
    )
    people = _people(actor, [*waiting, *booked])
    return IntakeBoard(people[: len(waiting)], people[len(waiting) :], _team(actor, now))


def undecided_count(actor: Actor) -> int:
    """Return how many people with an account wait and fit nobody on the team. Raises NotPermitted."""
    authorize(actor, SEE_WAITING)
    alone = Assignment.objects.filter(state=Assignment.State.WAITING, provider__isnull=True)
    people = list(alone.values_list("person_id", flat=True)[:WAITING_MOST])
    names = names_of(people)
    return sum(1 for one in people if names.get(one))


def waiting_person(actor: Actor, assignment_id: UUID) -> WaitingPerson:
    """Return one who waits; it goes on record. Raises NotPermitted or NoSuchAssignment."""
    authorize(actor, SEE_WAITING)
    rows = Assignment.objects.annotate(overrides_count=Count("overrides"))
    row = rows.filter(id=assignment_id, state=Assignment.State.WAITING).first()
    if row is None:
        raise NoSuchAssignment(assignment_id)
    return _people(actor, [row])[0]


def team_here(actor: Actor, *, now: datetime) -> tuple[TeamMember, ...]:
    """Return the whole team by name, with how busy each is. Raises NotPermitted."""
    authorize(actor, SEE_WAITING)
    return _team(actor, now)


def _people(actor: Actor, rows: Iterable[Assignment]) -> tuple[WaitingPerson, ...]:
    shown = list(rows)
    names = names_of([row.person_id for row in shown])
    record_many(
        actor,
        "matching.assignment.listed",
        object_kind="assignment",
        objects=[(row.id, None) for row in shown],
    )
    return tuple(
        WaitingPerson(
            assignment_id=row.id,
            name=names.get(row.person_id, ""),
            is_child=row.about_id != row.person_id,
            need=need_from(row.need, patient_id=str(row.about_id)),
            waiting_since=row.waiting_since,
            ended_at=row.ended_at,
            suggested_id=row.suggested_provider_id,
            provider_id=row.provider_id,
            is_overridden=row.overrides_count > 0,  # type: ignore[attr-defined]  # annotated above
        )
        for row in shown
    )


def _team(actor: Actor, now: datetime) -> tuple[TeamMember, ...]:
    booked = sessions_booked(Interval(now, now + WEEK))
    waits = Q(state=Assignment.State.WAITING, provider__isnull=False)
    waiting = dict(Assignment.objects.filter(waits).values_list("provider_id").annotate(count=Count("id")))
    return tuple(
        _member(one, booked.get(one.provider_id, 0), waiting.get(one.provider_id, 0))
        for one in providers_here(actor, states=[Standing.ACTIVE])
    )


def _member(one: ProviderFacts, booked: int, waiting: int) -> TeamMember:
    return TeamMember(
        provider_id=one.provider_id,
        name=one.name,
        letters=one.letters,
        specialties=one.profile.specialties,
        sessions_max=one.weekly_sessions_max,
        sessions_booked=booked,
        waiting=waiting,
        takes_new_patients=one.takes_new_patients,
    )
