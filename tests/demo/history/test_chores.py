"""What the demonstration does for practices: on the evenings it is wanted, by whichever hand is free."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from attune.demo.history.chores import Chores, Payday
from attune.demo.history.hands import steps
from attune.demo.network.paying_out import paydays
from attune.kernel.identifiers import new_id

MONDAY = datetime(2027, 3, 8, 18, 30, tzinfo=UTC)
ENDS = MONDAY - timedelta(days=4, hours=1)
ONE, OTHER = new_id(), new_id()


def two_days_later(ends_at: datetime) -> tuple[date, date]:
    return ends_at.date(), ends_at.date() + timedelta(days=2)


def test_a_practice_is_paid_on_the_evenings_its_sessions_want_each_of_them_once():
    paid: list[UUID] = []
    moments = list(steps(MONDAY, timedelta(days=5)))
    chores = Chores([ONE, OTHER], moments, publish=lambda _: None, payday=Payday(paid.append, two_days_later))

    chores.want_paid(OTHER, ENDS)
    chores.want_paid(OTHER, ENDS)
    chores.want_paid(ONE, ENDS + timedelta(days=1))
    done = {moment: chores.do_until(moment) for moment in moments[:-1]}

    assert paid == [OTHER, ONE, OTHER, ONE]
    assert [(one.day, one.hour) for one in moments[1:-1] if done[one]] == [(day, 23) for day in (4, 5, 6, 7)]


def test_free_times_are_published_in_the_beginning_every_other_week_and_in_the_end():
    published: list[UUID] = []
    moments = list(steps(MONDAY, timedelta(days=42)))
    chores = Chores([ONE, OTHER], moments, publish=published.append, payday=None)

    days = [(MONDAY - moment).days for moment in moments if chores.do_until(moment)]

    assert published == [ONE, OTHER] * 4
    assert days == [41, 27, 13, 0]


def test_what_a_session_earns_is_sent_and_arrives_on_business_days():
    assert paydays(ENDS) == (date(2027, 3, 8), date(2027, 3, 10))
