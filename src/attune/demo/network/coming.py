"""A patient's way: an account, the questions, what is recommended, the consents, and a session that is booked."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from attune.demo.worlds.world import PASSWORD, DemoPatient
from attune.directory.queries.rows import ListingRow
from attune.foundation.authorization import Actor, Role
from attune.foundation.tenancy import Plane, Scope, scope
from attune.identity.actions.sign_up import sign_up
from attune.patients.actions.answer import answer, place_told
from attune.patients.actions.answer_safety import answer_safety
from attune.patients.actions.record_consent import record_consent
from attune.patients.queries.answers import answers
from attune.patients.queries.care_links import practices_of
from attune.patients.queries.consents import missing_consents
from attune.patients.rules.answers import CareFor
from attune.patients.rules.given import Concerns, Paying, Times, Who, Wishes
from attune.patients.rules.safety import Safety
from attune.scheduling.actions.book_seat import Booked
from attune.scheduling.booking_errors import BookingRefused
from attune.scheduling.queries.appointments import SeatFacts, seat
from attune.scheduling.queries.own_seats import my_seats
from attune.workflows.book_session import Wish, hold_session
from attune.workflows.check_out import check_out, pay
from attune.workflows.recommend import recommend_to, recommending

VIDEO, SELF_PAY = "video", "self_pay"
DECLINED_CARD = "pm_card_visa_chargeDeclinedInsufficientFunds"
CARD = "pm_card_bypassPending"
"""A test card of the payment sandbox whose money is there at once: weeks go by in a minute here."""


def patient_actor(person_id: UUID, practice_id: UUID | None = None) -> Actor:
    """Return somebody in their own care."""
    return Actor(person_id, practice_id, frozenset({Role.PATIENT}))


def come(patient: DemoPatient, *, has_password: bool) -> UUID:
    """Let somebody make an account and return their id; one of the crowd sets a password when they first need it."""
    password = PASSWORD if has_password else None
    return sign_up(email=patient.email, name=patient.name, password=password, zone=patient.zone)


def tell(patient: DemoPatient, person_id: UUID) -> None:
    """Let a patient answer every question, and agree to what care needs."""
    actor = patient_actor(person_id)
    with own(actor):
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


def recommended(person_id: UUID) -> list[ListingRow]:
    """Return who is recommended to somebody, best first."""
    with recommending(person_id):
        return [one.listing for one in recommend_to(patient_actor(person_id)).made.best]


def booked(person_id: UUID, practice_id: UUID, wish: Wish) -> Booked | None:
    """Hold, pay for and book a time; None where it is not to be had."""
    here = patient_actor(person_id, practice_id)
    try:
        with own(here) as opened:
            kept = hold_session(here, wish)
            out = check_out(here, wish, hold_id=kept.held.hold_id, kept=kept)
            if out.payment_id is not None:
                pay(here, out.payment_id, payment_method=CARD, now=opened.now)
        # What is paid is booked after the commit.
        with own(here):
            now_is = seat(here, out.seat_id)
    except BookingRefused:
        return None
    if now_is.state != "booked":
        return None
    return Booked(now_is.appointment_id, now_is.seat_id, now_is.starts_at, now_is.ends_at)


def declined(person_id: UUID, practice_id: UUID, wish: Wish, *, is_mended: bool) -> bool:
    """Hold a time, try a card that is declined, then another if it is mended; False where there is no such time."""
    here = patient_actor(person_id, practice_id)
    try:
        with own(here) as opened:
            out = check_out(here, wish, hold_id=hold_session(here, wish).held.hold_id)
            assert out.payment_id is not None, "what is free needs no card"
            pay(here, out.payment_id, payment_method=DECLINED_CARD, now=opened.now)
        if is_mended:
            with own(here) as opened:
                pay(here, out.payment_id, payment_method=CARD, now=opened.now)
    except BookingRefused:
        return False
    return True


def seats_of(person_id: UUID) -> Iterator[tuple[UUID, SeatFacts]]:
    """Yield somebody's seats at every practice they are in care of, with its id."""
    with scope(person_id=person_id, plane=Plane.SELF):
        links = practices_of(person_id)
    for link in links:
        actor = patient_actor(person_id, link.practice_id)
        with own(actor):
            for one in my_seats(actor):
                yield link.practice_id, one


@contextmanager
def own(actor: Actor) -> Iterator[Scope]:
    """Open the scope of somebody's own care."""
    with scope(actor.practice_id, person_id=actor.person_id, plane=Plane.SELF) as opened:
        yield opened
