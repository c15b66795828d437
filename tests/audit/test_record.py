"""Recording events, on real transactions."""

from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import DataError, IntegrityError, ProgrammingError, connection, transaction

from attune.audit.actions.record import record, record_many
from attune.audit.models import AuditEvent, PendingSeal
from attune.foundation.authorization import Actor, Role, system_actor
from attune.foundation.tenancy import NoScope, Plane, scope
from attune.kernel.identifiers import new_id

pytestmark = pytest.mark.usefixtures("committed_database")

A, B, PERSON, PATIENT, CHART = (new_id() for _ in range(5))


def provider(practice: UUID = A) -> Actor:
    return Actor(PERSON, practice, frozenset({Role.PROVIDER}), purpose="treatment", on_behalf_of=PATIENT)


def read_chart(practice: UUID = A, **given: object) -> None:
    with scope(practice):
        record(provider(practice), "charts.chart.read", object_kind="chart", object_id=CHART, **given)  # type: ignore[arg-type]


def pending() -> list[UUID]:
    return list(PendingSeal.objects.values_list("holder_id", flat=True))


def test_an_event_carries_who_what_whose_and_why():
    actor = provider()

    with scope(A) as opened:
        record(
            actor,
            "charts.chart.read",
            object_kind="chart",
            object_id=CHART,
            patient_id=PATIENT,
            reason="asked",
        )
        event: dict[str, Any] = dict(AuditEvent.objects.values().get())

    assert abs((event.pop("happened_at") - opened.now).total_seconds()) < 5
    assert (event.pop("written_in") > 0, event.pop("id").version) == (True, 7)
    assert event == {
        "holder_id": A,
        "encoding": 1,
        "actor_id": PERSON,
        "on_behalf_of": PATIENT,
        "action": "charts.chart.read",
        "object_kind": "chart",
        "object_id": str(CHART),
        "patient_id": PATIENT,
        "practice_shown": A,
        "purpose": "treatment",
        "reason": "asked",
        "outcome": "done",
        "request_id": actor.request_id,
    }


def test_an_event_lies_in_the_trail_of_the_scopes_holder():
    read_chart(A)
    with scope(person_id=PERSON, plane=Plane.SELF):
        record(Actor(PERSON, None), "person.answers.read", object_kind="answers", object_id=PERSON)

    counts = []
    for opened in (scope(A), scope(B), scope(person_id=PERSON)):
        with opened:
            counts.append(AuditEvent.objects.count())

    assert counts == [1, 0, 1]


def test_the_system_acts_without_a_person():
    with scope(A):
        record(system_actor(A), "holds.hold.expired", object_kind="hold", object_id=CHART, outcome="failed")
        event = AuditEvent.objects.get()

    assert (event.actor_id, event.outcome) == (None, "failed")


def test_an_event_goes_back_with_what_it_tells_of():
    with pytest.raises(ZeroDivisionError), scope(A):
        record(provider(), "charts.chart.read", object_kind="chart", object_id=CHART)
        raise ZeroDivisionError

    with scope(A):
        assert (AuditEvent.objects.count(), pending()) == (0, [])


def test_a_list_read_leaves_one_event_for_each_row():
    with scope(A):
        record_many(
            provider(),
            "charts.chart.listed",
            object_kind="chart",
            objects=[(CHART, PATIENT), ("summary", None)],
        )
        seen = list(AuditEvent.objects.order_by("id").values_list("object_id", "patient_id", "holder_id"))

    assert seen == [(str(CHART), PATIENT, A), ("summary", None, A)]


def test_an_empty_list_leaves_nothing():
    with scope(A):
        record_many(provider(), "charts.chart.listed", object_kind="chart", objects=[])

        assert (AuditEvent.objects.count(), pending()) == (0, [])


def test_one_transaction_notes_its_holder_once():
    with scope(A):
        for _ in range(3):
            record(provider(), "charts.chart.read", object_kind="chart", object_id=CHART)

    assert pending() == [A]


def test_a_note_lost_with_its_savepoint_is_made_again():
    with scope(A):
        with transaction.atomic():
            record(provider(), "charts.chart.read", object_kind="chart", object_id=CHART)
            transaction.set_rollback(True)
        record(provider(), "charts.chart.read", object_kind="chart", object_id=CHART)

    assert pending() == [A]


def test_outside_a_scope_nothing_is_recorded():
    with pytest.raises(NoScope):
        record(provider(), "charts.chart.read", object_kind="chart", object_id=CHART)
    with pytest.raises(NoScope):
        record_many(provider(), "charts.chart.listed", object_kind="chart", objects=[])


def test_a_reason_that_is_too_long_and_an_outcome_that_is_unknown_are_refused():
    read_chart(reason="x" * 200)

    with pytest.raises(DataError):
        read_chart(reason="x" * 201)
    with pytest.raises(IntegrityError, match="audit_outcome_is_known"):
        read_chart(outcome="fine")
    with scope(A):
        assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize("table", ["audit_auditevent", "audit_auditleaf", "audit_audithead"])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_app_can_only_add(table, change):
    read_chart()

    with pytest.raises(ProgrammingError, match="permission denied"), scope(A), connection.cursor() as cursor:
        cursor.execute(change.format(table))


def test_two_transactions_of_one_holder_do_not_wait_for_each_other(committed_database):
    from tests.support import databases

    with scope(A):
        record(provider(), "charts.chart.read", object_kind="chart", object_id=CHART)
        with psycopg.connect(databases.url("app", committed_database)) as other:
            other.execute("SET LOCAL lock_timeout = '200ms'")
            other.execute("INSERT INTO audit_pendingseal (id, holder_id) VALUES (%s, %s)", [new_id(), A])

    assert pending() == [A, A]
