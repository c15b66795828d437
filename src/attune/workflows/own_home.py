"""What a person sees first of their own care, asked of one practice after another, of each one once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from attune.billing.queries.payments import Balance, own_balance
from attune.foundation.authorization import Actor
from attune.foundation.tenancy import Plane, scope
from attune.kernel.money import Money
from attune.measures.queries.own import due_of_person
from attune.practices.queries.registry import registered
from attune.scheduling.queries.own_seats import my_next_seats
from attune.workflows.own_measures import Questionnaire, by_day
from attune.workflows.own_sessions import Session, by_start, named


@dataclass(frozen=True, slots=True)
class OwnHome:
    """The next sessions by start, the questions that wait, due first first, and what is paid and to pay."""

    coming: tuple[Session, ...]
    due: tuple[Questionnaire, ...]
    balance: Balance


def own_home(actor: Actor, practices: Iterable[UUID], *, sessions: int) -> OwnHome:
    """Return it for the practices somebody has a record at, with so many sessions. Opens a scope at each."""
    coming: list[Session] = []
    due: list[Questionnaire] = []
    balance = Balance(Money(0), Money(0))
    for practice_id in practices:
        with scope(practice_id, person_id=actor.person_id, plane=Plane.SELF):
            here, name = replace(actor, practice_id=practice_id), registered(practice_id).name
            coming += named(here, name, my_next_seats(here, rows=sessions))
            due += [Questionnaire(practice_id, name, one) for one in due_of_person(here)]
            balance += own_balance(here)
    return OwnHome(tuple(sorted(coming, key=by_start)[:sessions]), tuple(sorted(due, key=by_day)), balance)
