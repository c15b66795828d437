"""Sessions of a provider who is gone: listed for who runs the calendars, given to somebody else, or canceled."""

from uuid import UUID

import pytest

from attune.credentialing.queries.providers import provider
from attune.credentialing.rules.clearance import Standing
from attune.foundation.authorization import NotPermitted, Role
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.notifications.models import Message
from attune.scheduling.actions.cancel_appointment import cancel_appointment
from attune.scheduling.actions.reassign_appointment import reassign_appointment
from attune.scheduling.booking_errors import (
    ChangedMeanwhile,
    NoSuchAppointment,
    NotCleared,
    OfferingClosed,
    SeatIsNot,
    SlotTaken,
    TooLate,
)
from attune.scheduling.models import Appointment, Occupancy, Offering, Seat
from attune.scheduling.queries.heirs import orphans
from attune.workflows.part_with_member import part_with_member
from attune.workflows.reassign import give_session
from attune.worklist.models import Task
from tests.scheduling.booking import COUPLE, Bookable, at
from tests.scheduling.providers import an_offering
from tests.support.world import cast
from tests.workflows.bookable import Seen, booked_by, colleague, offered_by, open_practice, seeker

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]


@pytest.fixture
def where() -> Bookable:
    return open_practice(cast().a)


@pytest.fixture
def heir(where: Bookable) -> Bookable:
    return offered_by(colleague(where), where)


@pytest.fixture
def seen(where: Bookable) -> Seen:
    return booked_by(seeker(), where, at(9))


def leave(where: Bookable) -> None:
    membership_id = where.practice[Role.PROVIDER].membership_id
    assert membership_id is not None
    with scope(where.practice.practice_id):
        part_with_member(where.practice[Role.OWNER].actor, membership_id=membership_id, reason="Moves away")


def tasks(where: Bookable) -> list[tuple[UUID, str, str]]:
    with scope(where.practice.practice_id):
        rows = Task.objects.filter(kind="scheduling.reassign_sessions").order_by("id")
        return list(rows.values_list("subject_id", "owner_role", "state"))


def give(where: Bookable, seen: Seen, heir: Bookable, *, sequence: int = 0) -> None:
    with scope(where.practice.practice_id):
        give_session(
            where.desk,
            appointment_id=seen.appointment_id,
            provider_id=where.provider_id,
            offering_id=heir.offering_id,
            expected_sequence=sequence,
        )


def mails(where: Bookable) -> list[str]:
    with scope(where.practice.practice_id):
        return list(Message.objects.order_by("id").values_list("kind", flat=True))


def test_a_membership_that_ends_ends_the_provider_and_lists_what_is_booked_with_them(where, seen):
    leave(where)

    assert tasks(where) == [(where.provider_id, "administrator", "open")]
    with scope(where.practice.practice_id):
        assert provider(where.desk, where.provider_id).state is Standing.LEFT
        assert [one.session.appointment_id for one in orphans(where.desk, where.provider_id)] == [seen.appointment_id]


def test_nothing_is_listed_where_nothing_is_booked(where):
    leave(where)

    assert tasks(where) == []


def test_a_session_is_given_to_a_colleague_everybody_is_told_and_the_task_is_over(where, heir, seen):
    leave(where)
    with scope(where.practice.practice_id):
        (orphan,) = orphans(where.desk, where.provider_id)
        before = Seat.objects.get()

    give(where, seen, heir)

    with scope(where.practice.practice_id):
        kept, seat = Appointment.objects.get(), Seat.objects.get()
        taken = set(Occupancy.objects.filter(kind="provider").values_list("resource_id", flat=True))
        assert orphans(where.desk, where.provider_id) == ()
    assert [one.offering_id for one in orphan.heirs] == [heir.offering_id]
    assert (kept.provider_id, kept.offering_id, kept.starts_at, kept.sequence) == (
        heir.provider_id,
        heir.offering_id,
        seen.starts_at,
        1,
    )
    assert (seat.state, seat.price_minor, seat.free_until_hours) == ("booked", 15_000, 0)
    assert seat.clearance_id != before.clearance_id
    assert taken == {heir.provider_id}
    assert {"scheduling.appointment_reassigned", "scheduling.session_given"} <= set(mails(where))
    assert tasks(where) == [(where.provider_id, "administrator", "done")]


def test_canceling_the_last_session_ends_the_task_as_well(where, seen):
    leave(where)

    with scope(where.practice.practice_id):
        cancel_appointment(where.desk, appointment_id=seen.appointment_id, reason="Nobody else")

    assert tasks(where) == [(where.provider_id, "administrator", "done")]
    assert "scheduling.appointment_canceled" in mails(where)


def test_who_is_busy_then_is_not_offered_and_is_refused(where, heir, seen):
    booked_by(seeker("uma@example.org", "Uma Fenwick"), heir, at(9))

    with scope(where.practice.practice_id):
        (orphan,) = orphans(where.desk, where.provider_id)
    with pytest.raises(SlotTaken):
        give(where, seen, heir)

    assert orphan.heirs == ()
    with scope(where.practice.practice_id):
        assert Appointment.objects.get(id=seen.appointment_id).provider_id == where.provider_id


def test_who_may_not_see_who_comes_is_not_offered_and_is_refused(where, heir, seen):
    with scope(where.practice.practice_id):
        Seat.objects.update(patient_state="IL")
        (orphan,) = orphans(where.desk, where.provider_id)

    with pytest.raises(NotCleared):
        give(where, seen, heir)

    assert orphan.heirs == ()


def test_what_is_no_such_session_is_refused(where, heir, seen):
    with scope(where.practice.practice_id):
        other = an_offering(where.practice, heir.provider_id, COUPLE)
        ways = [
            (OfferingClosed, {"offering_id": other}),
            (OfferingClosed, {"offering_id": new_id()}),
            (OfferingClosed, {"offering_id": where.offering_id}),
            (NoSuchAppointment, {"appointment_id": new_id()}),
            (ChangedMeanwhile, {"expected_sequence": 7}),
        ]
    for refusal, changed in ways:
        asked = {"appointment_id": seen.appointment_id, "offering_id": heir.offering_id} | changed
        with scope(where.practice.practice_id), pytest.raises(refusal):
            reassign_appointment(where.desk, **asked)
    with scope(where.practice.practice_id), pytest.raises(NotPermitted):
        reassign_appointment(where.provider, appointment_id=seen.appointment_id, offering_id=heir.offering_id)
    with scope(where.practice.practice_id):
        Offering.objects.filter(id=heir.offering_id).update(is_active=False)
    with pytest.raises(OfferingClosed):
        give(where, seen, heir)


@pytest.mark.parametrize(("state", "refusal"), [("canceled", SeatIsNot), ("confirmed", TooLate)])
def test_what_is_over_is_refused(where, heir, seen, state, refusal):
    with scope(where.practice.practice_id):
        Appointment.objects.update(state=state, starts_at=at(9, days=-1), ends_at=at(9, 50, days=-1))

    with pytest.raises(refusal):
        give(where, seen, heir)
