"""Clearance at booking: decided when a time is held, and once more when it is booked."""

from datetime import timedelta

import pytest

from attune.credentialing.actions.provider_states import suspend_provider
from attune.credentialing.models import ClearanceDecision, License
from attune.credentialing.queries.decisions import kept_decision
from attune.credentialing.rules.clearance import Reason, Service
from attune.foundation.authorization import Role
from attune.foundation.clock import now
from attune.scheduling.actions.book_seat import book_seat
from attune.scheduling.actions.clearing import keep_refusal
from attune.scheduling.booking_errors import (
    NotCleared,
)
from attune.scheduling.models import Occupancy, Seat
from tests.credentialing.people import closed_state
from tests.scheduling.booking import Bookable, at, chart_of, hold

pytestmark = pytest.mark.edition


def test_a_patient_in_a_state_without_a_license_is_not_booked(where: Bookable) -> None:
    with pytest.raises(NotCleared) as refused:
        hold(where, where.patient(), at(9), patient_state="CA")

    assert refused.value.reasons == (*closed_state(), Reason.LICENSE_MISSING)
    assert Seat.objects.count() == Occupancy.objects.count() == 0


def test_a_patient_who_says_at_booking_that_they_are_elsewhere_is_decided_on_anew(where: Bookable) -> None:
    ana = where.patient()
    held, chart_id = hold(where, ana, at(9)), chart_of(ana)

    with pytest.raises(NotCleared):
        book_seat(ana, hold_id=held.hold_id, chart_id=chart_id, patient_state="CA")

    assert Seat.objects.get().state == Seat.State.HELD


def test_a_provider_who_was_suspended_since_the_page_was_drawn_is_not_booked(where: Bookable) -> None:
    suspend_provider(where.practice[Role.OWNER].actor, provider_id=where.provider_id, reason="Complaint under review")

    with pytest.raises(NotCleared) as refused:
        hold(where, where.patient(), at(9))

    assert refused.value.reasons == (Reason.SUSPENDED,)


def test_a_provider_who_was_suspended_while_a_time_was_held_is_not_booked(where: Bookable) -> None:
    ana = where.patient()
    held, chart_id = hold(where, ana, at(9)), chart_of(ana)
    suspend_provider(where.practice[Role.OWNER].actor, provider_id=where.provider_id, reason="Complaint under review")

    with pytest.raises(NotCleared) as refused:
        book_seat(ana, hold_id=held.hold_id, chart_id=chart_id)

    assert refused.value.reasons == (Reason.SUSPENDED,)
    assert Seat.objects.get().state == Seat.State.HELD


def test_a_decision_that_refused_is_kept_by_whoever_answers_for_it(where: Bookable) -> None:
    ana = where.patient()
    with pytest.raises(NotCleared) as refused:
        hold(where, ana, at(9), patient_state="CA", service=Service(is_for_minor=True))

    keep_refusal(ana, refused.value)

    kept = kept_decision(where.practice[Role.OWNER].actor, ClearanceDecision.objects.get().id)
    assert (kept.provider_id, kept.patient_state, kept.moment) == (where.provider_id, "CA", at(9))
    assert kept.reasons == (*closed_state(), Reason.LICENSE_MISSING, Reason.SEES_NO_MINORS)


def test_a_license_that_lapses_before_the_session_refuses_it(where: Bookable) -> None:
    License.objects.update(expires_on=now().date() + timedelta(days=1))

    with pytest.raises(NotCleared) as refused:
        hold(where, where.patient(), at(9))

    assert refused.value.reasons == (Reason.LICENSE_EXPIRED,)
