"""A booking's statements can be sent again, by themselves."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from attune.bench.clients import p99, together
from attune.bench.replay import Script
from attune.kernel.identifiers import new_id

AT = datetime(2027, 3, 1, tzinfo=UTC)


def texts_of(text: str, known: dict[UUID, UUID] | None = None) -> str:
    (sent,) = Script((text,), AT).varied(known or {}, later_by=timedelta(hours=2))
    return sent.decode()


def test_whoever_is_known_is_named_as_told_and_every_other_id_is_new_however_it_is_written():
    known, other, made = new_id(), new_id(), new_id()

    first, dashed, plain = texts_of(f"{known} {made} {made.hex}", {known: other}).split()

    assert first == str(other)
    assert dashed != str(made)
    assert UUID(plain) == UUID(dashed)


def test_what_lies_ahead_is_later_and_the_present_stays():
    told = texts_of("'2027-03-01 00:10:00+00:00' '2027-03-02 09:00:00+00:00' '2027-03-02T09:00:00+00:00'")

    assert told == "'2027-03-01 00:10:00+00:00' '2027-03-02 11:00:00+00:00' '2027-03-02 11:00:00+00:00'"


def test_a_hash_is_no_id():
    assert texts_of("ab" * 32) == "ab" * 32


def test_each_request_of_each_client_is_counted():
    done: list[int] = []

    load = together([[lambda: done.append(1)] * 3, [lambda: done.append(2)] * 2])

    assert (len(load.seconds), sorted(done)) == (5, [1, 1, 1, 2, 2])
    assert load.per_second > 0


def test_the_slowest_hundredth_is_above_all_others():
    assert p99([1.0] * 99 + [9.0]) > 1.0
