"""Decisions about clearance on the real database: kept, replayed, and unchangeable."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from attune.credentialing.actions.check_npi import keep_npi_answer
from attune.credentialing.actions.decide_clearance import decide_clearance
from attune.credentialing.actions.provider_states import suspend_provider
from attune.credentialing.errors import NoSuchProvider, SourceUnavailable
from attune.credentialing.gateways.npi_registry import RegistryAnswer
from attune.credentialing.jobs import check_npi
from attune.credentialing.models import Check, ClearanceDecision
from attune.credentialing.queries.decisions import kept_decision
from attune.credentialing.queries.due_checks import npi_checks_due
from attune.credentialing.rules.checks import NpiFinding
from attune.credentialing.rules.clearance import Door, Reason, Service
from attune.foundation.authorization import Actor, NotPermitted, Role, system_actor
from attune.foundation.background import Call
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.kernel.identifiers import new_id
from attune.practices.models import Practice
from attune.practices.rules.policy import TenancyPolicy
from tests.credentialing.people import (
    NPI,
    OTHER_NPI,
    added,
    closed_state,
    inside,
    licensed,
    open_states,
    owner_of,
    practice,
    practising,
    verified,
)

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("db")]


def patient_of(place: object) -> Actor:
    return Actor(new_id(), place, frozenset({Role.PATIENT}))  # type: ignore[arg-type]


def test_a_patients_booking_has_it_decided_and_kept():
    place = practice()
    owner = owner_of(place)

    with inside(place):
        provider_id = practising(owner)
        yes = decide_clearance(
            patient_of(place), provider_id=provider_id, patient_state="TX", moment=now() + timedelta(days=3)
        )
        suspend_provider(owner, provider_id=provider_id, reason="Under review")
        no = decide_clearance(
            patient_of(place),
            provider_id=provider_id,
            patient_state="CA",
            moment=now(),
            service=Service(is_prescribing=True),
            asked_at=Door.JOINING,
        )
        kept = [kept_decision(owner, one.id) for one in (yes, no)]

    assert (yes.is_cleared, yes.reasons) == (True, ())
    assert (no.is_cleared, no.reasons) == (
        False,
        (*closed_state(), Reason.SUSPENDED, Reason.LICENSE_MISSING, Reason.MAY_NOT_PRESCRIBE),
    )
    assert [(one.patient_state, one.reasons) for one in kept] == [("TX", yes.reasons), ("CA", no.reasons)]
    assert [(one.is_untouched, one.is_same_when_replayed) for one in kept] == [(True, True)] * 2


def test_a_session_after_the_license_ends_is_not_cleared_today():
    place = practice()
    owner = owner_of(place)

    with inside(place):
        provider_id = practising(owner, "NY")
        open_states("TX")
        licensed(owner, provider_id, "TX", days=10)
        decided = [
            decide_clearance(owner, provider_id=provider_id, patient_state="TX", moment=now() + timedelta(days=days))
            for days in (9, 12)
        ]

    assert [one.reasons for one in decided] == [(), (Reason.LICENSE_EXPIRED,)]


def test_a_practice_that_is_not_live_clears_nobody():
    place = practice()
    owner = owner_of(place)
    Practice.objects.filter(id=place).update(state="paused")

    with inside(place):
        provider_id = practising(owner)
        decided = decide_clearance(owner, provider_id=provider_id, patient_state="TX", moment=now())

    assert decided.reasons == (Reason.PRACTICE_NOT_LIVE,)


def test_a_decision_cannot_be_changed_or_removed():
    place = practice()
    owner = owner_of(place)

    with inside(place):
        decide_clearance(owner, provider_id=practising(owner), patient_state="TX", moment=now())
        for change in (
            lambda: ClearanceDecision.objects.update(is_cleared=False),
            lambda: ClearanceDecision.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_who_may_not_have_it_decided_is_refused():
    place = practice()
    with inside(place):
        provider_id = practising(owner_of(place))
        with pytest.raises(NotPermitted):
            decide_clearance(
                Actor(new_id(), place, frozenset({Role.BILLER})),
                provider_id=provider_id,
                patient_state="TX",
                moment=now(),
            )


def test_another_practices_provider_is_nobody_to_decide_about():
    if policy(TenancyPolicy).practices_max == 1:
        pytest.skip("the clinic has one practice")
    place = practice()
    with inside(place):
        provider_id = practising(owner_of(place))

    other = Practice.objects.create(name="Elsewhere", slug="elsewhere", zone="America/Denver").id
    with inside(other), pytest.raises(NoSuchProvider):
        decide_clearance(owner_of(other), provider_id=provider_id, patient_state="TX", moment=now())


UNAVAILABLE = SourceUnavailable("nppes", "HTTP 503")


def keep(place: object, provider_id: object, answer: object, npi: str = NPI) -> NpiFinding:
    return keep_npi_answer(
        system_actor(place),  # type: ignore[arg-type]
        provider_id=provider_id,  # type: ignore[arg-type]
        npi=npi,
        answer=answer,  # type: ignore[arg-type]
    )


def test_a_source_that_is_away_for_three_days_takes_nothing_from_anybody():
    place = practice()
    owner = owner_of(place)

    with inside(place):
        provider_id = practising(owner)
        for _ in range(3):
            keep(place, provider_id, UNAVAILABLE)
        decided = decide_clearance(owner, provider_id=provider_id, patient_state="TX", moment=now())
        outcomes = list(Check.objects.filter(kind="npi").order_by("id").values_list("outcome", flat=True))

    assert decided.is_cleared
    assert outcomes == ["good", "unavailable", "unavailable", "unavailable"]


def test_an_npi_that_is_deactivated_stops_its_holder():
    place = practice()
    owner = owner_of(place)

    with inside(place):
        provider_id = practising(owner)
        found = keep(place, provider_id, RegistryAnswer(None, b'{"result_count":0,"results":[]}'))
        decided = decide_clearance(owner, provider_id=provider_id, patient_state="TX", moment=now())

    assert found is NpiFinding.NOT_FOUND
    assert decided.reasons == (Reason.IDENTITY_UNVERIFIED,)


def test_a_check_of_another_npi_says_nothing_about_this_one():
    place = practice()
    owner = owner_of(place)

    with inside(place):
        provider_id = added(owner, npi=OTHER_NPI)
        verified(owner, provider_id, npi=NPI)
        decided = decide_clearance(owner, provider_id=provider_id, patient_state="TX", moment=now())

    assert Reason.IDENTITY_UNVERIFIED in decided.reasons


class Registry:
    """Answers what it is told to, in turn."""

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers)

    def look_up(self, npi: str) -> RegistryAnswer:
        answer = self.answers.pop(0)
        if isinstance(answer, SourceUnavailable):
            raise answer
        assert isinstance(answer, RegistryAnswer)
        return answer


def test_the_job_asks_again_until_there_is_an_answer(monkeypatch):
    place = practice()
    registry = Registry(UNAVAILABLE, RegistryAnswer(None, b"{}"))
    monkeypatch.setattr("attune.credentialing.jobs.npi_registry", lambda: registry)
    with inside(place):
        provider_id = added(owner_of(place))
        due = npi_checks_due(system_actor(place))
    call = Call(practice_id=place, reference=provider_id)

    with pytest.raises(SourceUnavailable):
        check_npi.run(call)
    check_npi.run(call)

    with inside(place):
        findings = list(Check.objects.order_by("id").values_list("finding", "outcome"))
        assert (due, npi_checks_due(system_actor(place))) == ([provider_id], [])
    assert findings == [("unavailable", "unavailable"), ("not_found", "bad")]
