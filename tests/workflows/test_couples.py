"""Two who come together: one books and pays, the other answers for themselves, and the session changes as a whole."""

from datetime import date, timedelta

import pytest

from attune.foundation.authorization import NotPermitted, system_actor
from attune.foundation.background import Call
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.kernel.money import Money
from attune.patients.actions.answer import answer, place_told
from attune.patients.errors import AnswersIncomplete, ConsentMissing
from attune.patients.models import OnboardingAnswers
from attune.patients.rules.answers import CareFor
from attune.patients.rules.given import Who
from attune.scheduling.actions.answer_partner import decline_partner_seat, end_unanswered
from attune.scheduling.actions.cancel_seat import cancel_seat
from attune.scheduling.actions.mark_attendance import mark_attendance
from attune.scheduling.actions.move_appointment import reschedule_seat
from attune.scheduling.actions.name_partner import name_partner
from attune.scheduling.booking_errors import (
    InvitationOver,
    MinorInCouple,
    NoSuchInvitation,
    NotCleared,
    PartnerAddressWrong,
    PartnerNotNamed,
    PatientBusy,
    SeatIsNot,
    SlotTaken,
)
from attune.scheduling.jobs import end_couple
from attune.scheduling.models import Appointment, PartnerInvitation, Seat
from attune.scheduling.queries.appointments import seat
from attune.scheduling.queries.partners import invited, partner_of_own
from attune.workflows.book_session import Wish, book_session, hold_session
from attune.workflows.check_out import check_out, pay
from attune.workflows.couples import come_too
from tests.patients.people import CHILD_BORN, agree_to_all, own_scope, tell_all
from tests.scheduling.booking import COUPLE, Bookable, at
from tests.scheduling.providers import an_offering
from tests.support.fake_processor import GOOD_CARD, FakeProcessor
from tests.support.world import CastMember, cast, person
from tests.workflows.asked import (
    Asked,
    after_the_answer_was_due,
    booked_for_two,
    came_too,
    mails,
    own,
    session,
    states,
)
from tests.workflows.bookable import CHICAGO, booked_by, open_practice, seeker
from tests.workflows.paying import run_jobs

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]

JUNE = "june@example.org"


@pytest.fixture
def where() -> Bookable:
    return open_practice(cast().a, terms=COUPLE)


@pytest.fixture
def mira() -> CastMember:
    return seeker()


@pytest.fixture
def june() -> CastMember:
    return seeker(JUNE, "June Alvarez")


@pytest.fixture
def asked(where: Bookable, mira: CastMember) -> Asked:
    """Mira's session for two, booked; June is asked."""
    return booked_for_two(mira, where, at(9), partner=" June@Example.org ")


def test_one_books_the_other_confirms_and_both_have_a_seat_at_one_price(where, mira, june, asked):
    before = states(where)

    own_seat = [came_too(asked, june) for _ in range(2)]

    assert before == [(1, "booked", 15_000)]
    assert states(where) == [(1, "booked", 15_000), (2, "booked", 0)]
    assert own_seat[0] == own_seat[1] != asked.seen.seat_id
    assert mails(where) == ["appointment_confirmed", "partner_asked", "appointment_confirmed"]
    with own(where, mira) as actor:
        known = partner_of_own(actor, seat(actor, asked.seen.seat_id))
    assert known is not None
    assert known.state == "accepted"


def test_each_of_them_is_cleared_for_where_they_will_be(where, june, asked):
    tell_all(june.person_id, zip_code=CHICAGO)
    agree_to_all(june.person_id, state="IL")

    with pytest.raises(NotCleared):
        came_too(asked, june)

    assert states(where) == [(1, "booked", 15_000)]
    with own_scope(june.person_id) as actor:
        answer(actor, place_told(state="TX"))
    agree_to_all(june.person_id, state="TX")
    came_too(asked, june)
    with scope(where.practice.practice_id):
        assert list(Seat.objects.values_list("patient_state", flat=True)) == ["TX", "TX"]
        assert Seat.objects.values("clearance").distinct().count() == 2


def test_a_partner_who_says_no_ends_the_session_and_what_was_paid_goes_back(
    where: Bookable, mira: CastMember, june: CastMember, processor: FakeProcessor
) -> None:
    wish = Wish(where.offering_id, at(9), "video")
    with own(where, mira) as actor:
        held = hold_session(actor, wish).held
        invitation_id = name_partner(actor, hold_id=held.hold_id, email=JUNE)
        payment_id = check_out(actor, wish, hold_id=held.hold_id).payment_id
    assert payment_id is not None
    run_jobs()
    with own(where, mira) as actor:
        pay(actor, payment_id, payment_method=GOOD_CARD, now=now())
    run_jobs()
    charged = list(processor.charged)

    with own(where, june) as partner:
        for _ in range(2):
            decline_partner_seat(partner, invitation_id=invitation_id)
    run_jobs()

    assert (charged, session(where)) == ([15_000], "canceled")
    assert [(number, state) for number, state, _ in states(where)] == [(1, "canceled")]
    with own(where, mira) as actor:
        found = seat(actor, held.seat_id)
        assert (found.canceled_by, found.fee) == ("", Money(0))
    assert processor.given_back == [15_000]


def test_without_an_answer_the_time_is_given_back_shortly_before(where, asked, june):
    call = Call(asked.seen.practice_id, None, asked.invitation_id)
    end_couple.run(call)
    still = session(where)
    after_the_answer_was_due(asked)

    end_couple.run(call)
    end_couple.run(call)

    assert (still, session(where)) == ("confirmed", "canceled")
    assert mails(where)[-2:] == ["appointment_canceled", "session_canceled"]
    with pytest.raises(InvitationOver):
        came_too(asked, june)


def test_an_answered_invitation_does_not_lapse(where, asked, june):
    came_too(asked, june)
    after_the_answer_was_due(asked)

    with scope(asked.seen.practice_id):
        assert not end_unanswered(system_actor(asked.seen.practice_id), invitation_id=asked.invitation_id)
        assert not end_unanswered(system_actor(asked.seen.practice_id), invitation_id=new_id())
        with pytest.raises(NotPermitted):
            end_unanswered(where.provider, invitation_id=asked.invitation_id)

    assert session(where) == "confirmed"


@pytest.mark.parametrize("who", ["mira", "june"])
def test_either_of_them_cancels_for_both_under_the_policy_of_the_one_price(where, asked, mira, june, who):
    seats = {"mira": asked.seen.seat_id, "june": came_too(asked, june)}
    with scope(asked.seen.practice_id):
        Seat.objects.update(free_until_hours=200, late_fee_bps=5_000)

    with own(where, {"mira": mira, "june": june}[who]) as actor:
        fee = cancel_seat(actor, seat_id=seats[who]).fee

    assert (fee, session(where)) == (Money(7_500), "canceled")
    with scope(asked.seen.practice_id):
        told = list(Seat.objects.order_by("number").values_list("state", "fee_minor", "canceled_by"))
    assert told == [("canceled", 7_500, "patient"), ("canceled", 0, "patient")]
    assert mails(where).count("appointment_canceled") == 2


def test_moving_moves_both_and_asks_anew_until_when(where, asked, mira, june):
    with scope(asked.seen.practice_id):
        before = PartnerInvitation.objects.get().answer_by
    with own(where, mira) as actor:
        reschedule_seat(actor, seat_id=asked.seen.seat_id, starts_at=at(13))
    with scope(asked.seen.practice_id):
        after = PartnerInvitation.objects.get().answer_by
    june_seat = came_too(asked, june)

    with own(where, june) as actor:
        reschedule_seat(actor, seat_id=june_seat, starts_at=at(15))

    assert after - before == timedelta(hours=4)
    with scope(asked.seen.practice_id):
        assert Appointment.objects.get().starts_at == at(15)
    assert mails(where).count("appointment_moved") == 3


def test_who_came_is_said_of_both_at_once(where, asked, june):
    came_too(asked, june)
    with scope(asked.seen.practice_id):
        Appointment.objects.update(starts_at=now() - timedelta(hours=1))
        mark_attendance(where.provider, seat_id=asked.seen.seat_id, has_attended=True)

    assert [(number, state) for number, state, _ in states(where)] == [(1, "attended"), (2, "attended")]
    assert session(where) == "completed"


def test_nobody_but_the_one_who_was_asked_learns_of_it_or_answers(where, asked, mira):
    uma = seeker("uma@example.org", "Uma Fenwick")

    for somebody in (uma, mira):
        with own(where, somebody) as actor:
            with pytest.raises(NoSuchInvitation):
                invited(actor, asked.invitation_id)
            with pytest.raises(NoSuchInvitation):
                decline_partner_seat(actor, invitation_id=asked.invitation_id)
            with pytest.raises(NoSuchInvitation):
                come_too(actor, invitation_id=asked.invitation_id)
            with pytest.raises(NoSuchInvitation):
                come_too(actor, invitation_id=new_id())
    assert states(where) == [(1, "booked", 15_000)]


def test_a_couples_session_is_for_two_adults(where, asked, june):
    ada = person("ada@example.org", "Ada Vega")
    tell_all(ada.person_id, zip_code="78701", is_for_child=True)
    with own_scope(june.person_id):
        OnboardingAnswers.objects.update(birth_date=date(now().year - 16, 1, 1))

    with own(where, ada) as actor, pytest.raises((MinorInCouple, ConsentMissing)):
        hold_session(actor, Wish(where.offering_id, at(13), "video"))
    with pytest.raises(MinorInCouple):
        came_too(asked, june)

    assert states(where) == [(1, "booked", 15_000)]


def test_a_parent_who_answered_for_a_child_says_first_that_it_is_for_themselves(where, asked, june):
    with own_scope(june.person_id) as actor:
        answer(actor, Who(CareFor.CHILD, CHILD_BORN))

    with pytest.raises(AnswersIncomplete):
        came_too(asked, june)


def test_a_partner_agrees_for_themselves(where, asked):
    june = person(JUNE, "June Alvarez")
    tell_all(june.person_id, zip_code="78701")

    with pytest.raises(ConsentMissing):
        came_too(asked, june)

    agree_to_all(june.person_id, state="TX")
    came_too(asked, june)
    assert len(states(where)) == 2


def test_a_partner_with_another_session_at_that_time_is_told(where, asked, june):
    with scope(where.practice.practice_id):
        other = an_offering(where.practice, where.provider_id, COUPLE)
    booked_for_two(june, Bookable(where.practice, where.provider_id, other), at(13), partner="x@example.org")
    with scope(asked.seen.practice_id):
        Appointment.objects.filter(id=asked.seen.appointment_id).update(starts_at=at(13), ends_at=at(14))

    with pytest.raises(PatientBusy):
        came_too(asked, june)


def test_nothing_is_booked_before_somebody_is_named_and_an_address_is_one(where, mira):
    wish = Wish(where.offering_id, at(9), "video")

    with own(where, mira) as actor:
        held = hold_session(actor, wish).held
        with pytest.raises(PartnerNotNamed):
            book_session(actor, wish, hold_id=held.hold_id)
        for wrong in ("", "june", "june@", "MIRA@example.org"):
            with pytest.raises(PartnerAddressWrong):
                name_partner(actor, hold_id=held.hold_id, email=wrong)
        name_partner(actor, hold_id=held.hold_id, email="wrong@example.org")
        name_partner(actor, hold_id=held.hold_id, email=JUNE)
        book_session(actor, wish, hold_id=held.hold_id)
        with pytest.raises(SeatIsNot):
            name_partner(actor, hold_id=held.hold_id, email="late@example.org")

    with scope(where.practice.practice_id):
        assert [one.email.reveal() for one in PartnerInvitation.objects.all()] == [JUNE]


def test_the_second_seat_is_nobody_elses(where, asked):
    with pytest.raises(SlotTaken):
        booked_by(seeker("uma@example.org", "Uma Fenwick"), where, at(9))
