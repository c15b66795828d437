"""Licenses on file: what is refused, what counts, and what follows when one ends."""

from datetime import UTC, date, datetime, timedelta

import pytest

from attune.credentialing.actions.add_license import Evidence, add_license, renew_license
from attune.credentialing.actions.set_license_status import set_license_status
from attune.credentialing.actions.watch_licenses import note_lapses, watch_licenses
from attune.credentialing.errors import (
    DatesWrong,
    EvidenceWrong,
    KindDoesNotCount,
    LicenseExpired,
    LicenseKnown,
    NoSuchLicense,
    NoSuchProvider,
    NumberMissing,
    StateUnknown,
)
from attune.credentialing.facts import PROVIDER_CHANGED
from attune.credentialing.models import Check, License, Provider
from attune.credentialing.queries.bookable import bookable_states, bookable_until
from attune.credentialing.rules.expiry import notice_due
from attune.credentialing.rules.licenses import LicenseKind, LicenseStatus
from attune.foundation.authorization import Actor, NotPermitted, Role, system_actor
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.notifications.models import Message
from attune.worklist.models import Task
from tests.credentialing.people import (
    PDF,
    added,
    inside,
    licensed,
    open_states,
    owner_of,
    practice,
    practising,
    reviewer_and_other,
)
from tests.support.facts import heard_of
from tests.support.world import joined, person

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("db")]

TODAY = datetime.now(UTC).date()


def add(actor: Actor, provider_id: object, **changed: object) -> object:
    given = {
        "provider_id": provider_id,
        "state": "TX",
        "kind": LicenseKind.PSYCHOLOGIST,
        "number": "psy  1234",
        "issued_on": TODAY - timedelta(days=400),
        "expires_on": TODAY + timedelta(days=365),
        "evidence": PDF,
    }
    return add_license(actor, **{**given, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"state": "XX"}, StateUnknown),
        ({"state": "tx"}, StateUnknown),
        ({"kind": LicenseKind.ASSOCIATE_COUNSELOR}, KindDoesNotCount),
        ({"kind": LicenseKind.PHYSICIAN}, KindDoesNotCount),
        ({"number": "  "}, NumberMissing),
        ({"number": "<script>"}, NumberMissing),
        ({"expires_on": TODAY - timedelta(days=2)}, LicenseExpired),
        ({"issued_on": TODAY + timedelta(days=400)}, DatesWrong),
        ({"issued_on": TODAY + timedelta(days=3)}, DatesWrong),
        ({"evidence": Evidence(b"")}, EvidenceWrong),
        ({"evidence": Evidence(b"<html>")}, EvidenceWrong),
        ({"evidence": Evidence(b"%PDF-" + b"x" * 5 * 1024 * 1024)}, EvidenceWrong),
    ],
)
def test_a_license_that_cannot_be_is_refused_and_nothing_is_kept(changed, refusal):
    place = practice()
    owner = owner_of(place)

    with inside(place):
        provider_id = added(owner)
        with pytest.raises(refusal):
            add(owner, provider_id, **changed)
        assert (License.objects.count(), Check.objects.count()) == (0, 0)


def test_a_license_is_on_file_once():
    place = practice()
    owner = owner_of(place)

    with inside(place):
        provider_id = added(owner)
        add(owner, provider_id)
        with pytest.raises(LicenseKnown):
            add(owner, provider_id, number="PSY 1234")


def test_a_license_counts_once_there_is_evidence():
    place = practice()
    owner = owner_of(place)

    with inside(place):
        provider_id = practising(owner, "NY")
        open_states("TX")
        license_id = add(owner, provider_id, evidence=None)
        before = set(bookable_states(provider_id, now()))
        renew_license(owner, license_id=license_id, expires_on=TODAY + timedelta(days=700), evidence=PDF)  # type: ignore[arg-type]
        after = set(bookable_states(provider_id, now()))
        evidence = Check.objects.get(subject="TX PSY 1234")

    assert (before, after) == ({"NY"}, {"NY", "TX"})
    assert (bytes(evidence.raw), evidence.media_type) == (PDF.document, "application/pdf")


def test_what_is_bookable_ends_with_the_first_license():
    place = practice()
    owner = owner_of(place)

    with inside(place):
        provider_id = practising(owner, "NY")
        open_states("TX")
        licensed(owner, provider_id, "TX", days=30)
        states, until = bookable_states(provider_id, now()), bookable_until(provider_id, now())
        licenses = dict(License.objects.values_list("state", "ends_at"))

    assert states == licenses
    assert until == licenses["TX"]


@pytest.mark.parametrize("role", [Role.PROVIDER, Role.SCHEDULER])
def test_others_licenses_are_for_those_who_run_the_practice(role):
    place = practice()

    with inside(place):
        provider_id = added(owner_of(place))
        with pytest.raises(NotPermitted):
            add(Actor(new_id(), place, frozenset({role})), provider_id)


def test_another_practices_licenses_are_not_there():
    place = practice()
    owner = owner_of(place)
    with inside(place):
        provider_id = practising(owner)
        license_id = License.objects.get().id

    with inside(new_id()):
        stranger = owner_of(new_id())
        with pytest.raises(NoSuchProvider):
            add(stranger, provider_id)
        with pytest.raises(NoSuchLicense):
            renew_license(stranger, license_id=license_id, expires_on=TODAY + timedelta(days=700), evidence=PDF)
        with pytest.raises(NoSuchLicense):
            set_license_status(stranger, license_id=license_id, status=LicenseStatus.REVOKED)


def test_a_board_stops_a_license_and_only_reviewers_make_it_active_again():
    place = practice()
    owner, (reviewer, other) = owner_of(place), reviewer_and_other(place)

    with inside(place):
        provider_id = practising(owner)
        license_id = License.objects.get().id
        set_license_status(owner, license_id=license_id, status=LicenseStatus.SUSPENDED, reason="Board order")
        stopped = bookable_states(provider_id, now())
        with pytest.raises(NotPermitted):
            set_license_status(other, license_id=license_id, status=LicenseStatus.ACTIVE)
        set_license_status(reviewer, license_id=license_id, status=LicenseStatus.ACTIVE, reason="Order lifted")
        again = bookable_states(provider_id, now())
        bare_id = add(owner, provider_id, number="other", evidence=None)
        with pytest.raises(EvidenceWrong):
            set_license_status(reviewer, license_id=bare_id, status=LicenseStatus.ACTIVE)  # type: ignore[arg-type]

    assert (stopped, set(again)) == ({}, {"TX"})


@pytest.mark.parametrize(
    ("days", "expected"), [(91, None), (90, 90), (61, 90), (60, 60), (30, 30), (8, 30), (7, 7), (1, 7), (0, None)]
)
def test_a_notice_is_due_at_each_mark(days, expected):
    moment = datetime(2027, 1, 1, tzinfo=UTC)

    assert notice_due(moment + timedelta(days=days), now=moment) == expected


def test_provider_and_owner_are_told_once_and_a_task_stays_until_the_renewal():
    place = practice()
    boss = joined(person("boss@example.org", "Dana Boss"), place, {Role.OWNER})
    therapist = joined(person("maria@example.org", "Maria Testerson"), place, {Role.PROVIDER})
    owner, system = boss.actor, system_actor(place)

    with scope(place):
        provider_id = practising(owner)
        Provider.objects.filter(id=provider_id).update(person_id=therapist.person_id)
        license_id = licensed(owner, provider_id, "NY", days=25)
        told = [watch_licenses(system), watch_licenses(system)]
        messages = set(Message.objects.values_list("recipient_id", flat=True))
        tasks = list(Task.objects.filter(subject_id=license_id).values_list("owner_id", "state"))
        renew_license(owner, license_id=license_id, expires_on=date(TODAY.year + 2, 6, 30), evidence=PDF)
        watch_licenses(system)
        after = list(Task.objects.filter(subject_id=license_id).values_list("state", flat=True))

    assert told == [1, 1]
    assert messages == {boss.person_id, therapist.person_id}
    assert (tasks, after) == ([(therapist.person_id, "open")], ["done"])


def test_a_lapse_is_a_fact_once():
    place = practice()
    owner, system = owner_of(place), system_actor(place)
    with heard_of(PROVIDER_CHANGED) as heard, inside(place):
        provider_id = practising(owner)
        heard.clear()
        License.objects.update(ends_at=now())
        noted = [note_lapses(system), note_lapses(system)]

    assert noted == [1, 0]
    assert heard == [provider_id]
