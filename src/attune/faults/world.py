"""Who takes part in a seed: a practice that may charge, a provider, and people who book."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.apps import apps

from attune.agreements.actions.sign import sign_agreement
from attune.agreements.gateways import document_printer
from attune.agreements.queries.in_force import outstanding
from attune.agreements.queries.texts import words_to_sign
from attune.bench.calendars import STATE, MeasuredCalendar, measured_calendar, starts
from attune.bench.patients import MeasuredPatient, measured_patient
from attune.bench.people import measured_member, measured_practice
from attune.faults.stage import Stage
from attune.foundation.authorization import Actor, Role
from attune.foundation.background import Call
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.practices.actions.employ import begin_hiring, confirm_employment, note_hire_items
from attune.practices.actions.states import open_state, prepare_state
from attune.practices.rules.hiring import EmploymentKind
from attune.practices.rules.policy import StandingPolicy

PEOPLE: Final = 5
A_WHILE: Final = timedelta(days=30)
OPENED_SECONDS_MAX: Final = 30.0
OWNER_NAME: Final = "Rosalind Achterberg"


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
        practice_id = member.practice_id
        owner = Actor(member.person_id, practice_id, frozenset({Role.OWNER}))
        _agree(owner)
        account = _opened(stage, owner)
    calendar = measured_calendar(practice_id)
    if policy(StandingPolicy).needs_employment:
        _employ(Actor(new_id(), practice_id, frozenset({Role.OWNER})), calendar.provider_person_id)
    people = tuple(measured_patient(practice_id) for _ in range(PEOPLE))
    return World(practice_id, account, calendar, people, tuple(starts(100)[10::3]))


def _employ(owner: Actor, person_id: UUID) -> None:
    """Employ the provider, in a state that is open, where the practice answers for its providers."""
    decided, today = policy(StandingPolicy), now().date()
    with scope(owner.practice_id, plane=Plane.CARE):
        if decided.needs_state_authorization:
            prepare_state(owner, state=STATE, done_items=decided.launch_items)
            open_state(owner, state=STATE, begins_on=today - A_WHILE)
        hired_on = today - A_WHILE
        employment_id = begin_hiring(owner, person_id=person_id, kind=EmploymentKind.EMPLOYEE, starts_on=hired_on)
        note_hire_items(owner, employment_id=employment_id, done_items=decided.hire_items, starts_on=hired_on)
        confirm_employment(owner, employment_id=employment_id)


def _agree(owner: Actor) -> None:
    """Sign what the platform asks of a practice."""
    with scope(owner.practice_id, person_id=owner.person_id, plane=Plane.CARE):
        for document in outstanding(owner):
            words = words_to_sign(owner, document.kind)
            sign_agreement(
                owner,
                kind=document.kind,
                typed_name=OWNER_NAME,
                read_hash=words.text_hash,
                signed_at=now(),
                printer=document_printer(),
            )


def _opened(stage: Stage, owner: Actor) -> str:
    """Open the practice's account at the processor and fill in what it asks."""
    assert apps.is_installed("attune.payouts")
    from attune.payouts import jobs
    from attune.payouts.actions.open_account import ask_for_account
    from attune.payouts.queries.account import account_of

    with scope(owner.practice_id, plane=Plane.BUSINESS):
        ask_for_account(owner)
    # It is opened here or by a worker, whoever was first.
    deadline, opened = time.monotonic() + OPENED_SECONDS_MAX, ""
    while not opened and time.monotonic() < deadline:
        with scope(owner.practice_id, plane=Plane.BUSINESS):
            facts = account_of(owner)
        opened = facts.processor_id if facts else ""
        time.sleep(0 if opened else 0.1)
    stage.control.onboard(opened)
    jobs.look_at_account.work(Call(practice_id=owner.practice_id))
    return opened
