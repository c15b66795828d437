"""One hand's part of the six weeks: its patients come, book, cancel, are met, and book again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from attune.demo.history.agenda import Agenda
from attune.demo.history.care import answer_questions, write_note
from attune.demo.history.chores import Chores
from attune.demo.history.lives import Life, Turn
from attune.demo.history.staff import Practitioner
from attune.demo.network.coming import VIDEO, booked, come, own, patient_actor, recommended, tell
from attune.demo.network.workplace import at_work
from attune.directory.queries.rows import ListingRow
from attune.scheduling.actions.book_seat import Booked
from attune.scheduling.actions.cancel_seat import cancel_seat
from attune.scheduling.actions.mark_attendance import mark_attendance
from attune.workflows.book_session import Wish

TRIES = 3
"""So many free times are tried before somebody gives up."""

EARLY, LATE, AFTERWARDS = timedelta(hours=60), timedelta(hours=22), timedelta(minutes=15)
"""When somebody cancels before the start, and when the provider says who came after the end."""

PUT_RIGHT = timedelta(days=10)
"""How long after a session it is put right who came: what it earned is at the bank by then."""

QUESTIONS = timedelta(hours=30)
"""When somebody answers the questions that are sent before their session."""

TO_SIGN = timedelta(days=2)
"""Notes of so long ago are signed; of later ones the drafts wait."""


@dataclass(frozen=True, slots=True)
class Course:
    """Somebody in care: with whom, by which offering, and what the dice say of each session still to come."""

    life: Life
    person_id: UUID
    staff: Practitioner
    practice_id: UUID
    offering_id: UUID
    zone: str
    turns: Iterator[Turn]


@dataclass(frozen=True, slots=True)
class Session:
    """A session that was booked, and the how-manieth it is."""

    course: Course
    seat: Booked
    number: int


class Living:
    """The lives of one hand, from their beginning until today."""

    def __init__(
        self, lives: Sequence[Life], staff: Mapping[UUID, Practitioner], chores: Chores, *, now: datetime
    ) -> None:
        """Write down when each of them comes. The chores are everybody's: what is left of them is done as well."""
        self._staff, self._chores, self._now = staff, chores, now
        self._agenda = Agenda()
        for life in lives:
            self._agenda.write(now - life.comes_before, partial(self._come, life))

    def write(self, due_at: datetime, deed: Callable[[], None]) -> None:
        """Write down what else happens."""
        self._agenda.write(due_at, deed)

    def live_until(self, moment: datetime) -> int:
        """Do whatever is due by a moment, which the clock shows already; return how much that was."""
        return self._agenda.live_until(moment) + self._chores.do_until(moment)

    def _come(self, life: Life) -> None:
        person_id = come(life.patient, has_password=life.is_named)
        tell(life.patient, person_id)
        ours = [one for one in recommended(person_id) if self._is_ours(one, life)]
        chosen = [one for one in ours if self._staff[one.provider_id].email == life.patient.sees]
        listing = next(iter(chosen or ours), None)
        if listing is None or life.sessions_max == 0:
            return
        staff = self._staff[listing.provider_id]
        course = Course(
            life, person_id, staff, listing.practice_id, listing.offering_id, listing.zone, iter(life.turns())
        )
        self._book(course, 1, listing.next_free(life.lead + TRIES)[life.lead :])

    def _is_ours(self, listing: ListingRow, life: Life) -> bool:
        staff = self._staff.get(listing.provider_id)
        return staff is not None and staff.hand == life.hand

    def _book(self, course: Course, number: int, starts: Sequence[datetime]) -> None:
        if number > course.life.sessions_max:
            return
        wishes = (Wish(course.offering_id, starts_at, VIDEO) for starts_at in starts)
        seat = next(filter(None, (booked(course.person_id, course.practice_id, wish) for wish in wishes)), None)
        if seat is None:
            return
        session, turn = Session(course, seat, number), next(course.turns)
        self._chores.want_paid(course.practice_id, seat.ends_at)
        self._agenda.write(seat.starts_at - QUESTIONS, partial(self._answer, session))
        if turn in (Turn.CANCELED_EARLY, Turn.CANCELED_LATE):
            before = EARLY if turn is Turn.CANCELED_EARLY else LATE
            self._agenda.write(seat.starts_at - before, partial(self._cancel, session))
        else:
            self._agenda.write(seat.ends_at + AFTERWARDS, partial(self._meet, session, turn))

    def _cancel(self, session: Session) -> None:
        course = session.course
        actor = patient_actor(course.person_id, course.practice_id)
        with own(actor):
            cancel_seat(actor, seat_id=session.seat.seat_id)
        self._book_again(session)

    def _answer(self, session: Session) -> None:
        course = session.course
        until = session.seat.starts_at + timedelta(minutes=1)
        answer_questions(course.life, course.person_id, course.practice_id, number=session.number, until=until)

    def _meet(self, session: Session, turn: Turn) -> None:
        provider = session.course.staff.actor
        with at_work(provider):
            mark_attendance(provider, seat_id=session.seat.seat_id, has_attended=turn is not Turn.MISSED)
        if turn is Turn.PUT_RIGHT:
            self._agenda.write(session.seat.ends_at + PUT_RIGHT, partial(_put_right, session))
        if turn is Turn.ATTENDED:
            signs = session.seat.ends_at < self._now - TO_SIGN
            write_note(provider, session.course.life, session.seat.appointment_id, number=session.number, signs=signs)
        self._book_again(session)

    def _book_again(self, session: Session) -> None:
        self._book(session.course, session.number + 1, list(_next(session)))


def _put_right(session: Session) -> None:
    """Let a provider say that somebody did not come after all: what it costs less than the session goes back."""
    provider = session.course.staff.actor
    with at_work(provider):
        mark_attendance(provider, seat_id=session.seat.seat_id, has_attended=False)


def _next(session: Session) -> Iterator[datetime]:
    """Yield the same hour a week or two later by the provider's clock, and what is close to it."""
    zone = ZoneInfo(session.course.zone)
    there = session.seat.starts_at.astimezone(zone)
    later = timedelta(weeks=session.course.life.weeks_between)
    for days, hours in ((0, 0), (0, 1), (0, -1), (1, 0), (-1, 0)):
        yield (there + later + timedelta(days=days, hours=hours)).astimezone(ZoneInfo("UTC"))
