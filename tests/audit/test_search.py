"""Who may search a trail, and what they find."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from attune.audit.actions.record import Outcome, record
from attune.audit.models import AuditEvent
from attune.audit.queries.search import TrailFilters, TrailPage, search_events
from attune.foundation.authorization import Actor, NotPermitted, Role
from attune.foundation.tenancy import NoScope, Plane, scope
from attune.kernel.identifiers import PLATFORM_ID, new_id

pytestmark = pytest.mark.usefixtures("committed_database")

A, B, PATIENT, CHART = (new_id() for _ in range(4))
OWNER = Actor(new_id(), A, frozenset({Role.OWNER}))
PROVIDER = Actor(new_id(), A, frozenset({Role.PROVIDER}), purpose="treatment")
COMPLIANCE = Actor(new_id(), PLATFORM_ID, frozenset({Role.COMPLIANCE}))


@pytest.fixture
def events():
    """Give the test a trail of four events, one second apart, and one of another practice."""
    acts: list[tuple[str, str, UUID | None, Outcome]] = [
        ("charts.chart.read", "chart", PATIENT, "done"),
        ("charts.chart.read", "chart", new_id(), "done"),
        ("billing.invoice.sent", "invoice", PATIENT, "failed"),
        ("identity.member.ended", "membership", None, "refused"),
    ]
    with scope(A):
        for action, kind, patient, outcome in acts:
            actor = OWNER if kind == "membership" else PROVIDER
            record(actor, action, object_kind=kind, object_id=CHART, patient_id=patient, outcome=outcome)
    with scope(B):
        record(Actor(new_id(), B), "charts.chart.read", object_kind="chart", object_id=CHART, patient_id=PATIENT)
    with scope(A):
        return [(event.id, event.happened_at) for event in AuditEvent.objects.order_by("id")]


def found(filters=None, page=None, actor=OWNER):
    with scope(A):
        return search_events(actor, filters or TrailFilters(), page)


def test_an_owner_finds_the_practices_events_newest_first(events):
    ids = [event.id for event in found().events]

    assert ids == [event_id for event_id, _ in reversed(events)]


def test_an_event_shows_what_was_recorded(events):
    event = found(TrailFilters(action="billing.invoice.sent")).events[0]

    assert (event.actor_id, event.object_kind, event.object_id, event.patient_id, event.outcome, event.purpose) == (
        PROVIDER.person_id,
        "invoice",
        str(CHART),
        PATIENT,
        "failed",
        "treatment",
    )
    assert (event.practice_shown, event.request_id) == (A, PROVIDER.request_id)


@pytest.mark.parametrize(
    ("filters", "places"),
    [
        (TrailFilters(actor_id=OWNER.person_id), [3]),
        (TrailFilters(action="charts.chart.read"), [1, 0]),
        (TrailFilters(object_kind="invoice"), [2]),
        (TrailFilters(object_id=str(CHART)), [3, 2, 1, 0]),
        (TrailFilters(patient_id=PATIENT), [2, 0]),
        (TrailFilters(outcome="refused"), [3]),
        (TrailFilters(patient_id=PATIENT, action="charts.chart.read"), [0]),
        (TrailFilters(actor_id=new_id()), []),
    ],
)
def test_each_filter_narrows(events, filters, places):
    assert [event.id for event in found(filters).events] == [events[place][0] for place in places]


def test_a_time_is_from_inclusive_and_until_exclusive(events):
    first, third = events[0][1], events[2][1]

    ids = [event.id for event in found(TrailFilters(from_at=first, until_at=third)).events]

    assert ids == [events[1][0], events[0][0]]
    assert found(TrailFilters(until_at=datetime(2020, 1, 1, tzinfo=UTC))).events == []
    assert found(TrailFilters(from_at=third + timedelta(days=1))).events == []


def test_pages_follow_each_other_without_a_gap_or_a_repetition(events):
    until = TrailFilters(until_at=events[-1][1] + timedelta(microseconds=1))
    first = found(until, TrailPage(rows=3))
    second = found(until, TrailPage(after=first.following, rows=3))

    ids = [event.id for event in (*first.events, *second.events)]
    assert (ids, second.following) == ([event_id for event_id, _ in reversed(events)], None)


def test_events_of_one_moment_are_parted_by_their_id(events):
    from tests.audit.acts import act

    with scope(A):
        from attune.audit.actions.record import record_many

        record_many(PROVIDER, "charts.chart.listed", object_kind="chart", objects=[(str(n), None) for n in range(5)])
    act(A)
    listed = TrailFilters(action="charts.chart.listed")

    pages, after = [], None
    for _ in range(3):
        result = found(listed, TrailPage(after=after, rows=2))
        pages.append([event.object_id for event in result.events])
        after = result.following

    assert (pages, after) == ([["4", "3"], ["2", "1"], ["0"]], None)


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-5, 1), (10_000, 4)])
def test_a_page_has_a_sensible_size(events, asked, given):
    assert len(found(page=TrailPage(rows=asked)).events) == given


def test_a_search_is_recorded_itself(events):
    found(TrailFilters(patient_id=PATIENT))

    event = found(TrailFilters(action="audit.trail.searched")).events[0]
    assert (event.actor_id, event.object_kind, event.patient_id) == (OWNER.person_id, "audit_trail", PATIENT)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OWNER, Role.AUDITOR, Role.COMPLIANCE}))
def test_nobody_else_may_search(events, role):
    with pytest.raises(NotPermitted):
        found(actor=Actor(new_id(), A, frozenset({role})))


def test_an_auditor_may_search(events):
    assert len(found(actor=Actor(new_id(), A, frozenset({Role.AUDITOR}))).events) == 4


def test_compliance_reads_the_platforms_trail_and_no_practices(events):
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        record(COMPLIANCE, "practices.practice.closed", object_kind="practice", object_id=A)
        own = search_events(COMPLIANCE, TrailFilters()).events
    with scope(A, plane=Plane.BUSINESS), pytest.raises(NotPermitted):
        search_events(COMPLIANCE, TrailFilters())

    assert [event.action for event in own] == ["practices.practice.closed"]


def test_an_owner_searches_in_the_practice_they_work_in_only(events):
    with scope(B), pytest.raises(NotPermitted):
        search_events(OWNER, TrailFilters())
    with pytest.raises(NoScope):
        search_events(OWNER, TrailFilters())
    with scope(person_id=PATIENT), pytest.raises(NotPermitted):
        search_events(Actor(PATIENT, None, frozenset({Role.OWNER})), TrailFilters())
