"""People who look for care, without pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from attune.foundation.authorization import Actor, Role
from attune.foundation.tenancy import Plane, scope
from attune.patients.actions.answer import answer, place_told
from attune.patients.actions.answer_safety import answer_safety
from attune.patients.actions.keep_dependent import name_child
from attune.patients.actions.record_consent import record_consent
from attune.patients.queries.consents import missing_consents
from attune.patients.rules.answers import CareFor
from attune.patients.rules.given import Concerns, Paying, Times, Who, Wishes
from attune.patients.rules.safety import Safety

BORN = date(1990, 5, 17)
CHILD_BORN = date(2015, 5, 17)


def seeker(person_id: UUID, practice_id: UUID | None = None) -> Actor:
    """Return the person in their own care, at a practice if one is named."""
    return Actor(person_id, practice_id, frozenset({Role.PATIENT}))


@contextmanager
def own_scope(person_id: UUID, practice_id: UUID | None = None) -> Iterator[Actor]:
    """Open the person's own scope, at a practice if one is named."""
    with scope(practice_id, person_id=person_id, plane=Plane.SELF):
        yield seeker(person_id, practice_id)


def tell_all(person_id: UUID, *, zip_code: str = "80302", is_for_child: bool = False, safety: Safety | None = None):
    """Answer every question; return the id of the child it is for, if it is."""
    who = Who(CareFor.CHILD, CHILD_BORN) if is_for_child else Who(CareFor.SELF, BORN)
    with own_scope(person_id) as actor:
        for given in (
            Concerns(("anxiety", "sleep"), "I lie awake."),
            who,
            place_told(zip_code=zip_code),
            Times(("video",), ("weekend",)),
            Paying("self_pay", 15_000),
            Wishes(gender="woman"),
        ):
            answer(actor, given)
        if safety:
            answer_safety(actor, safety)
        return name_child(actor, name="Ada", is_guardian=True) if is_for_child else None


def agree_to_all(person_id: UUID, *, state: str = "CO", dependent_id: UUID | None = None) -> None:
    """Sign every text that is asked for."""
    with own_scope(person_id) as actor:
        for text in missing_consents(state=state, dependent_id=dependent_id):
            record_consent(
                actor,
                kind=text.kind,
                text_hash=text.text_hash,
                state=state,
                signed_name="Mira Okafor",
                dependent_id=dependent_id,
            )
