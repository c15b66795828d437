"""From a chosen time to a booked session: the time is held, the chart opened, the seat booked.

Every step may be repeated: the same person asking for the same start gets the same hold, the same chart and the
same seat. So a page that is sent twice, or loaded anew in the middle, books once.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from attune.credentialing.rules.clearance import Service
from attune.foundation.authorization import Actor
from attune.patients.actions.answer import answer, place_told
from attune.patients.actions.open_chart import open_chart
from attune.patients.errors import AnswersIncomplete, ConsentMissing
from attune.patients.queries.answers import answers
from attune.patients.queries.consents import missing_consents
from attune.patients.rules.age import ADULT_FROM, age_on
from attune.patients.rules.answers import Answers, Step
from attune.scheduling.actions.book_seat import Booked, book_seat, require_bookable
from attune.scheduling.actions.hold_seat import Held, hold_seat
from attune.scheduling.actions.release_hold import release_hold


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody chose: an offering, a start, and how they meet."""

    offering_id: UUID
    starts_at: datetime
    place: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A time that is held, and whom for."""

    held: Held
    told: Answers


def hold_session(actor: Actor, wish: Wish) -> Kept:
    """Hold the time for the actor, who told where the patient is and agreed to what care needs.

    In a scope of the practice and the person, plane self. Raises AnswersIncomplete or ConsentMissing, and what
    hold_seat raises: nothing is held for somebody who cannot go on to book it.
    """
    assert actor.person_id is not None, "somebody signed in holds a time"
    told = answers(actor.person_id)
    if told.care_for is None or told.birth_date is None or (told.is_for_child and told.dependent_id is None):
        raise AnswersIncomplete(Step.WHO)
    if not told.state:
        raise AnswersIncomplete(Step.WHERE)
    missing = missing_consents(state=told.state, dependent_id=told.dependent_id)
    if missing:
        raise ConsentMissing([text.kind for text in missing])
    held = hold_seat(
        actor,
        offering_id=wish.offering_id,
        starts_at=wish.starts_at,
        place=wish.place,
        person_id=actor.person_id,
        patient_state=told.state,
        service=service_for(told, wish.starts_at),
    )
    return Kept(held, told)


def book_session(actor: Actor, wish: Wish, *, hold_id: UUID) -> Booked:
    """Book what was held, for the patient the actor answered for, in the state they told.

    In a scope of the practice and the person, plane self; once however often it is asked. Raises what open_chart
    and book_seat raise.
    """
    assert actor.person_id is not None, "somebody signed in books"
    told = answers(actor.person_id)
    chart_id = open_chart(actor, person_id=actor.person_id, dependent_id=told.dependent_id, told=told)
    service = service_for(told, wish.starts_at)
    return book_seat(actor, hold_id=hold_id, chart_id=chart_id, patient_state=told.state, service=service)


def require_still_bookable(actor: Actor, wish: Wish, *, hold_id: UUID, told: Answers | None = None) -> None:
    """Refuse what could not be booked now for the patient the actor answered for, before it is paid.

    In a scope of the practice and the person, plane self; ``told`` is what they answered, where it was read in this
    transaction. Raises what book_seat raises.
    """
    assert actor.person_id is not None, "somebody signed in books"
    told = told or answers(actor.person_id)
    service = service_for(told, wish.starts_at)
    require_bookable(actor, hold_id=hold_id, patient_state=told.state, service=service)


def be_in_another_state(actor: Actor, *, state: str, hold_id: UUID | None) -> None:
    """Write down where the patient will be instead, and give back what was held on what they told before.

    In a scope of the practice and the person, plane self. Raises what answer raises: MinorAlone, NoSuchState.
    """
    answer(actor, place_told(state=state))
    if hold_id is not None:
        release_hold(actor, hold_id=hold_id)


def service_for(told: Answers, at: datetime) -> Service:
    """Return what somebody asks for, by their age on the day of a session where they are."""
    assert told.birth_date is not None
    day = at.astimezone(ZoneInfo(told.zone)).date()
    return Service(is_for_minor=age_on(told.birth_date, day=day) < ADULT_FROM)
