"""Whoever rewrites the trail is found, and what they did is named."""

import json
import shutil

import pytest

from attune.audit.gateways.signing import PUBLIC_SUFFIX, make_signing_key
from attune.audit.models import AuditEvent, AuditLeaf
from attune.audit.queries.verify import verify_all
from attune.audit.rules.encoding import EventRecord, encoded
from attune.audit.rules.findings import Finding, FindingKind
from attune.audit.rules.merkle import leaf_hash
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from tests.audit.acts import act, seal_now

pytestmark = pytest.mark.usefixtures("committed_database")

A, B = new_id(), new_id()
EVENT = "UPDATE audit_auditevent SET {} WHERE id = %s"


@pytest.fixture
def sealed(folder):
    """Give the test two sealed trails of five and two events: the ids of the first one's, by place."""
    act(A, 3)
    act(B, 2)
    seal_now(folder)
    act(A, 2)
    seal_now(folder)
    with scope(A):
        return list(AuditLeaf.objects.order_by("leaf_index").values_list("event_id", flat=True))


def found(folder):
    return [finding for one in verify_all(folder) for finding in one.findings]


def at(kind, event, index):
    return Finding(A, FindingKind(kind), event, index)


def head(kind, size, holder=A):
    return Finding(holder, FindingKind(kind), tree_size=size)


def test_nothing_is_found_where_nothing_was_done(folder, sealed):
    act(A, 2)

    told = [(one.holder_id, one.findings, one.sealed, one.unsealed) for one in verify_all(folder)]

    assert sorted(told) == sorted([(A, (), 5, 2), (B, (), 2, 0)])


@pytest.mark.parametrize(
    "change",
    [
        "action = 'charts.chart.reae'",
        "actor_id = gen_random_uuid()",
        "actor_id = NULL",
        "object_id = ''",
        "patient_id = gen_random_uuid()",
        "outcome = 'failed'",
        "reason = ' '",
        "happened_at = happened_at + interval '1 microsecond'",
        "written_in = written_in + 1",
        "encoding = 2",
        "request_id = NULL",
        "on_behalf_of = actor_id",
        "practice_shown = NULL",
    ],
)
def test_one_altered_byte_is_named(folder, sealed, superuser, change):
    assert superuser.execute(EVENT.format(change), [sealed[1]]).rowcount == 1

    assert found(folder) == [at("event_changed", sealed[1], 1)]


def test_an_altered_event_is_named_without_its_export_too(folder, sealed, superuser):
    superuser.execute(EVENT.format("outcome = 'failed'"), [sealed[1]])
    folder.path(A, 3).unlink()

    assert found(folder) == [at("event_changed", sealed[1], 1), head("head_not_exported", 3)]


def test_a_deleted_event_is_named(folder, sealed, superuser):
    superuser.execute("DELETE FROM audit_auditevent WHERE id = %s", [sealed[3]])

    assert found(folder) == [at("event_deleted", sealed[3], 3)]


def test_an_event_deleted_with_its_leaf_is_named(folder, sealed, superuser):
    for table, column in (("audit_auditevent", "id"), ("audit_auditleaf", "event_id")):
        superuser.execute(f"DELETE FROM {table} WHERE {column} = %s", [sealed[3]])

    assert found(folder) == [at("event_deleted", sealed[3], 3)]


def test_a_deleted_leaf_is_named(folder, sealed, superuser):
    superuser.execute("DELETE FROM audit_auditleaf WHERE event_id = %s", [sealed[3]])

    assert found(folder) == [at("leaf_deleted", sealed[3], 3)]


def swap(superuser, first, second):
    """Let the leaves at 0 and 2 change places."""
    for event, place in ((first, 99), (second, 0), (first, 2)):
        superuser.execute("UPDATE audit_auditleaf SET leaf_index = %s WHERE event_id = %s", [place, event])


def test_swapped_events_are_named(folder, sealed, superuser):
    swap(superuser, sealed[0], sealed[2])

    assert found(folder) == [at("reordered", sealed[2], 0), at("reordered", sealed[0], 2)]


def test_swapped_events_are_named_without_their_export_too(folder, sealed, superuser):
    swap(superuser, sealed[0], sealed[2])
    folder.path(A, 3).unlink()

    assert found(folder) == [
        head("head_not_exported", 3),
        at("reordered", sealed[2], 0),
        at("reordered", sealed[0], 2),
    ]


def insert_copy(superuser, of, **changes):
    """Insert an event like another one, past the application."""
    event_id = new_id()
    columns = "holder_id, encoding, action, object_kind, object_id, purpose, reason, outcome"
    more = {"id": f"'{event_id}'", **changes}
    superuser.execute(
        f"INSERT INTO audit_auditevent ({columns}, {', '.join(more)}) "
        f"SELECT {columns}, {', '.join(more.values())} FROM audit_auditevent WHERE id = %s",
        [of],
    )
    return event_id


def test_an_event_slipped_in_under_an_old_number_is_named(folder, sealed, superuser):
    added = insert_copy(superuser, sealed[1], written_in="written_in", happened_at="happened_at")
    seal_now(folder)

    assert found(folder) == [at("event_added", added, None)]


def test_a_backdated_event_is_named_before_and_after_it_is_sealed(folder, sealed, superuser):
    added = insert_copy(superuser, sealed[1], happened_at="happened_at - interval '1 day'")
    before = found(folder)
    act(A, 1)
    seal_now(folder)

    assert (before, found(folder)) == ([at("event_added", added, None)], [at("event_added", added, 5)])


def test_a_leaf_beyond_the_heads_is_named(folder, sealed, superuser):
    added = insert_copy(superuser, sealed[1])
    superuser.execute(
        "INSERT INTO audit_auditleaf (holder_id, id, leaf_index, event_id, leaf_hash) VALUES (%s, %s, 5, %s, %s)",
        [A, new_id(), added, b"x" * 32],
    )

    assert found(folder) == [at("leaf_added", added, 5)]


def test_an_event_put_in_the_place_of_another_is_named(folder, sealed, superuser):
    added = insert_copy(superuser, sealed[1])
    superuser.execute("UPDATE audit_auditleaf SET event_id = %s WHERE event_id = %s", [added, sealed[1]])

    assert found(folder) == [at("leaf_deleted", sealed[1], 1), at("leaf_added", added, 1)]


def test_a_changed_leaf_is_named(folder, sealed, superuser):
    superuser.execute(
        "UPDATE audit_auditleaf SET leaf_hash = set_byte(leaf_hash, 31, get_byte(leaf_hash, 31) # 1) "
        "WHERE event_id = %s",
        [sealed[4]],
    )

    assert found(folder) == [at("leaf_changed", sealed[4], 4)]


def rewrite(superuser, event_id):
    """Alter an event, and its leaf to match, as somebody who knows the encoding."""
    superuser.execute(EVENT.format("outcome = 'failed'"), [event_id])
    with scope(A):
        event = AuditEvent.objects.get(id=event_id)
    record = EventRecord(**{name: getattr(event, name) for name in EventRecord.__slots__})
    superuser.execute(
        "UPDATE audit_auditleaf SET leaf_hash = %s WHERE event_id = %s", [leaf_hash(encoded(record)), event_id]
    )


def test_an_event_rewritten_with_its_leaf_is_named(folder, sealed, superuser):
    rewrite(superuser, sealed[1])

    assert found(folder) == [at("leaf_changed", sealed[1], 1), at("event_changed", sealed[1], 1)]


def test_an_event_rewritten_with_its_leaf_breaks_the_root_without_its_export_too(folder, sealed, superuser):
    rewrite(superuser, sealed[1])
    folder.path(A, 3).unlink()

    assert found(folder) == [head("head_not_exported", 3), head("root_wrong", 3)]


def test_a_trail_rewritten_with_the_signing_key_is_found_by_what_was_exported(folder, sealed, superuser, tmp_path):
    """Everything in the database is consistent and truly signed; only the exported files tell."""
    kept = shutil.copytree(folder.root, tmp_path / "kept")
    superuser.execute(EVENT.format("outcome = 'failed'"), [sealed[1]])
    superuser.execute("DELETE FROM audit_auditleaf WHERE holder_id = %s", [A])
    superuser.execute("DELETE FROM audit_audithead WHERE holder_id = %s", [A])
    superuser.execute("INSERT INTO audit_pendingseal (id, holder_id) VALUES (gen_random_uuid(), %s)", [A])
    shutil.rmtree(folder.root)
    seal_now(folder)
    assert [finding for finding in found(folder) if finding.holder_id == A] == []

    shutil.rmtree(folder.root)
    shutil.copytree(kept, folder.root)

    assert found(folder) == [
        at("leaf_changed", sealed[1], 1),
        at("event_changed", sealed[1], 1),
        head("head_missing", 3),
        head("head_changed", 5),
    ]


@pytest.mark.parametrize("column", ["root", "signature"])
def test_a_changed_head_is_named(folder, sealed, superuser, column):
    superuser.execute(
        f"UPDATE audit_audithead SET {column} = set_byte({column}, 0, get_byte({column}, 0) # 1) "
        "WHERE holder_id = %s AND tree_size = 3",
        [A],
    )

    assert found(folder) == [head("head_unsigned", 3), head("head_changed", 3)]


def test_a_head_signed_later_than_it_says_is_named(folder, sealed, superuser):
    superuser.execute(
        "UPDATE audit_audithead SET signed_at = signed_at - interval '1 hour' WHERE holder_id = %s AND tree_size = 3",
        [A],
    )

    assert found(folder) == [head("head_unsigned", 3), head("head_changed", 3)]


def test_a_changed_frontier_is_named(folder, sealed, superuser):
    superuser.execute(
        "UPDATE audit_audithead SET frontier = set_byte(frontier, 0, get_byte(frontier, 0) # 1) "
        "WHERE holder_id = %s AND tree_size = 5",
        [A],
    )

    assert found(folder) == [head("head_changed", 5)]


def test_a_missing_head_is_named(folder, sealed, superuser):
    superuser.execute("DELETE FROM audit_audithead WHERE holder_id = %s AND tree_size = 3", [A])

    assert found(folder) == [head("head_missing", 3)]


def test_a_missing_head_is_named_when_its_file_is_gone_as_well(folder, sealed, superuser):
    superuser.execute("DELETE FROM audit_audithead WHERE holder_id = %s AND tree_size = 3", [A])
    folder.path(A, 3).unlink()

    assert found(folder) == [head("head_missing", 3)]


def test_a_whole_trail_that_is_gone_is_named_event_by_event(folder, sealed, superuser):
    for table in ("audit_auditevent", "audit_auditleaf", "audit_audithead"):
        superuser.execute(f"DELETE FROM {table} WHERE holder_id = %s", [A])

    gone = [at("event_deleted", event, place) for place, event in enumerate(sealed)]

    assert found(folder) == [*gone[:3], head("head_missing", 3), *gone[3:], head("head_missing", 5)]


def test_a_trail_that_was_never_exported_is_named(folder, sealed, superuser):
    shutil.rmtree(folder.root)
    superuser.execute("UPDATE audit_audithead SET signed_at = signed_at - interval '1 hour'")

    kinds = {(one.holder_id, one.tree_size) for one in found(folder) if one.kind == FindingKind.HEAD_NOT_EXPORTED}
    assert kinds == {(A, 3), (A, 5), (B, 2)}


def test_a_head_on_its_way_to_the_folder_is_no_finding(folder, sealed):
    folder.path(A, 5).unlink()

    assert found(folder) == []


@pytest.mark.parametrize("text", ["", "{}", "not json", '{"format": "other"}', "[]"])
def test_a_broken_export_is_named(folder, sealed, text):
    folder.path(A, 3).write_text(text)

    assert found(folder) == [head("export_broken", 3)]


@pytest.mark.parametrize(("part", "value"), [(0, "00000000-0000-7000-8000-0000000000ff"), (1, "00" * 32)])
def test_an_export_whose_leaves_were_changed_is_named(folder, sealed, part, value):
    path = folder.path(A, 3)
    said = json.loads(path.read_text())
    said["leaves"][1][part] = value
    path.write_text(json.dumps(said))

    assert found(folder) == [head("export_broken", 3)]


def test_an_export_of_another_holder_is_named(folder, sealed):
    shutil.copy(folder.path(B, 2), folder.path(A, 3))

    assert found(folder) == [head("export_broken", 3)]


def test_heads_of_a_key_nobody_knows_are_named(folder, sealed, settings):
    for path in settings.KEYS_FOLDER.glob(f"*{PUBLIC_SUFFIX}"):
        path.unlink()
    make_signing_key(settings.KEYS_FOLDER, replace=True)

    kinds = [(one.holder_id, one.kind, one.tree_size) for one in found(folder)]

    assert sorted(kinds) == sorted(
        (holder, kind, size)
        for holder, size in ((A, 3), (A, 5), (B, 2))
        for kind in (FindingKind.HEAD_UNSIGNED, FindingKind.EXPORT_BROKEN)
    )


def test_a_finding_names_holder_event_and_place():
    event = new_id()

    assert str(at("event_changed", event, 7)) == f"{A}: event {event} at 7 was changed after it was sealed"
    assert str(head("head_missing", 9)) == f"{A}: the head at 9 was exported and is not in the database"
