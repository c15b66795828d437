"""A patient's way: the questions, what is recommended, the consents, and a session with whoever fits best."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from attune.demo.worlds.world import DemoPatient
from attune.directory.queries.rows import ListingRow
from attune.foundation.authorization import Actor, Role
from attune.foundation.tenancy import Plane, scope
from attune.patients.actions.answer import answer, place_told
from attune.patients.actions.answer_safety import answer_safety
from attune.patients.actions.record_consent import record_consent
from attune.patients.queries.answers import answers
from attune.patients.queries.consents import missing_consents
from attune.patients.rules.answers import CareFor
from attune.patients.rules.given import Concerns, Paying, Times, Who, Wishes
from attune.patients.rules.safety import Safety
from attune.scheduling.booking_errors import BookingRefused
from attune.workflows.book_session import Wish, book_session, hold_session
from attune.workflows.recommend import recommend_to, recommending

VIDEO, SELF_PAY = "video", "self_pay"
SOONEST_LEFT = 2
"""The first free times are left to whoever tries the demonstration."""


def come_and_book(patient: DemoPatient, person_id: UUID) -> bool:
    """Let a patient answer, agree and book with whoever is recommended first; return whether anybody was free."""
    actor = Actor(person_id, None, frozenset({Role.PATIENT}))
    with _own(actor):
        for given in (
            Concerns(patient.concerns),
            Who(CareFor.SELF, patient.born_on),
            place_told(zip_code=patient.zip_code),
            Times((VIDEO,)),
            Paying(SELF_PAY),
            Wishes(),
        ):
            answer(actor, given)
        answer_safety(actor, Safety.SAFE)
        state = answers(person_id).state
        for text in missing_consents(state=state):
            record_consent(actor, kind=text.kind, text_hash=text.text_hash, state=state, signed_name=patient.name)
    with recommending(person_id):
        best = recommend_to(actor).made.best
    return any(_booked(actor, one.listing.practice_id, wish) for one in best[:1] for wish in _wishes(one.listing))


def _wishes(listing: ListingRow) -> Iterator[Wish]:
    for starts_at in listing.next_free(SOONEST_LEFT + 3)[SOONEST_LEFT:]:
        yield Wish(listing.offering_id, starts_at, VIDEO)


def _booked(actor: Actor, practice_id: UUID, wish: Wish) -> bool:
    here = replace(actor, practice_id=practice_id)
    try:
        with _own(here):
            kept = hold_session(here, wish)
        with _own(here):
            book_session(here, wish, hold_id=kept.held.hold_id)
    except BookingRefused:
        return False
    return True


@contextmanager
def _own(actor: Actor) -> Iterator[None]:
    with scope(actor.practice_id, person_id=actor.person_id, plane=Plane.SELF):
        yield
