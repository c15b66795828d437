"""The bytes an event is hashed as."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attune.audit.rules.encoding import EventRecord, encoded


def uuid(number: int) -> UUID:
    return UUID(int=number)


EVENT = EventRecord(
    encoding=1,
    holder_id=uuid(1),
    id=uuid(2),
    happened_at=datetime(2027, 3, 8, 9, 30, 0, 123456, tzinfo=UTC),
    written_in=77,
    actor_id=uuid(3),
    on_behalf_of=None,
    action="charts.chart.read",
    object_kind="chart",
    object_id="5",
    patient_id=uuid(6),
    practice_shown=uuid(1),
    purpose="treatment",
    reason="",
    outcome="done",
    request_id=uuid(8),
)

OTHER: dict[str, Any] = {
    "holder_id": uuid(90),
    "id": uuid(91),
    "happened_at": EVENT.happened_at + timedelta(microseconds=1),
    "written_in": 78,
    "actor_id": None,
    "on_behalf_of": uuid(92),
    "action": "charts.chart.reads",
    "object_kind": "charts",
    "object_id": "",
    "patient_id": uuid(93),
    "practice_shown": None,
    "purpose": "Treatment",
    "reason": " ",
    "outcome": "failed",
    "request_id": None,
}


def test_an_event_is_written_as_the_documentation_says():
    part = lambda text: b"\x01" + len(text).to_bytes(4, "big") + text  # noqa: E731
    micros = 1804498200123456

    assert encoded(EVENT) == b"".join(
        [
            b"attune-audit-event/1\n",
            part(uuid(1).bytes),
            part(uuid(2).bytes),
            part(micros.to_bytes(8, "big")),
            part((77).to_bytes(8, "big")),
            part(uuid(3).bytes),
            b"\x00",
            part(b"charts.chart.read"),
            part(b"chart"),
            part(b"5"),
            part(uuid(6).bytes),
            part(uuid(1).bytes),
            part(b"treatment"),
            part(b""),
            part(b"done"),
            part(uuid(8).bytes),
        ]
    )


def test_every_part_of_an_event_is_in_its_bytes():
    assert {field.name for field in fields(EventRecord)} == {*OTHER, "encoding"}

    changed = {encoded(replace(EVENT, **{name: value})) for name, value in OTHER.items()}

    assert len(changed - {encoded(EVENT)}) == len(OTHER)


def test_the_zone_a_time_is_told_in_does_not_matter():
    elsewhere = EVENT.happened_at.astimezone(timezone(timedelta(hours=-6)))

    assert encoded(replace(EVENT, happened_at=elsewhere)) == encoded(EVENT)


@given(st.tuples(st.text(max_size=5), st.text(max_size=5)), st.tuples(st.text(max_size=5), st.text(max_size=5)))
def test_no_two_events_are_written_the_same_way(first, second):
    one, two = (replace(EVENT, action=pair[0], object_kind=pair[1]) for pair in (first, second))

    assert (encoded(one) == encoded(two)) == (first == second)


def test_an_encoding_that_is_not_known_is_refused():
    with pytest.raises(ValueError, match="encoding 2"):
        encoded(replace(EVENT, encoding=2))
