"""Who takes part in a seed: a practice that may charge, a provider, and people who book."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from attune.bench.calendars import MeasuredCalendar, measured_calendar, starts
from attune.bench.charging import let_charge
from attune.bench.patients import MeasuredPatient, measured_patient
from attune.bench.people import measured_member, measured_practice
from attune.faults.stage import Stage
from attune.foundation.policies import policy
from attune.practices.rules.policy import StandingPolicy

PEOPLE: Final = 5


@dataclass(frozen=True, slots=True)
class World:
    """What a seed's stories are about. ``account`` is the practice's at the processor; "" the platform's own."""

    practice_id: UUID
    account: str
    calendar: MeasuredCalendar
    people: tuple[MeasuredPatient, ...]
    starts: tuple[datetime, ...]


def world(stage: Stage) -> World:
    """Make a practice with everything a paid booking needs, by the product's own actions."""
    practice_id, account = measured_practice(), ""
    if policy(StandingPolicy).needs_contract:
        member = measured_member()
        practice_id, account = member.practice_id, let_charge(stage.control, member)
    calendar = measured_calendar(practice_id)
    people = tuple(measured_patient(practice_id) for _ in range(PEOPLE))
    return World(practice_id, account, calendar, people, tuple(starts(100)[10::3]))
