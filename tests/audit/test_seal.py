"""Sealing, on real transactions."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connection

from attune.audit.actions.seal import seal_all
from attune.audit.errors import SigningKeyMissing
from attune.audit.gateways.signing import is_signed, make_signing_key, public_keys
from attune.audit.models import AuditEvent, AuditHead, AuditLeaf, PendingSeal
from attune.audit.queries.trail import known_holders, signed_head
from attune.audit.queries.verify import verify_all
from attune.audit.rules.heads import signed_text
from attune.audit.rules.merkle import root_of
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from tests.audit.acts import act, let_finish, seal_now
from tests.support import databases

pytestmark = pytest.mark.usefixtures("committed_database")

A, B = new_id(), new_id()


def sealed_of(holder):
    """Return what the leaves' events are about, by place."""
    with scope(holder):
        leaves = list(AuditLeaf.objects.order_by("leaf_index"))
        about = dict(AuditEvent.objects.values_list("id", "object_id"))
    assert [leaf.leaf_index for leaf in leaves] == list(range(len(leaves)))
    return [about[leaf.event_id] for leaf in leaves]


def sizes_of(holder):
    with scope(holder):
        return list(AuditHead.objects.order_by("tree_size").values_list("tree_size", flat=True))


def texts(ids):
    return [str(one) for one in ids]


def test_finished_events_become_leaves_in_the_order_they_were_written(folder):
    about = act(A, 3)

    (sealing,) = seal_now(folder)

    assert (sealing.holder_id, sealing.sealed, sealing.tree_size, sealing.exported) == (A, 3, 3, 1)
    assert sealed_of(A) == texts(about)


def test_each_sealing_goes_on_where_the_one_before_ended(folder):
    about = act(A, 2)
    seal_now(folder)
    about += act(A, 3)
    seal_now(folder)

    assert (sealed_of(A), sizes_of(A)) == (texts(about), [2, 5])


def test_a_signed_head_holds_the_root_over_all_leaves(folder):
    act(A, 2)
    seal_now(folder)
    act(A, 3)
    seal_now(folder)

    with scope(A):
        head = AuditHead.objects.order_by("-tree_size")[0]
        hashes = [bytes(leaf.leaf_hash) for leaf in AuditLeaf.objects.order_by("leaf_index")]

    assert bytes(head.root) == root_of(hashes)
    assert is_signed(
        signed_text(signed_head(head).head), signature=bytes(head.signature), public_key=public_keys()[head.key_id]
    )


def test_each_holder_has_a_tree_of_its_own(folder):
    of_a, of_b = act(A, 2), act(B, 1)

    seal_now(folder)

    assert (sealed_of(A), sealed_of(B)) == (texts(of_a), texts(of_b))
    assert known_holders() == sorted([A, B])


def test_what_is_sealed_waits_no_longer_and_is_not_sealed_again(folder):
    act(A, 2)
    seal_now(folder)

    assert list(PendingSeal.objects.all()) == []
    assert (seal_now(folder), sizes_of(A)) == ([], [2])


def test_an_event_that_waits_behind_an_older_transaction_is_sealed_when_that_one_has_ended(folder, committed_database):
    with psycopg.connect(databases.url("admin", committed_database)) as older:
        older.execute("SELECT pg_current_xact_id()")
        about = act(A, 1)
        (early,) = seal_all(folder)
        older.commit()
    (late,) = seal_now(folder)

    assert (early.sealed, late.sealed) == (0, 1)
    assert sealed_of(A) == texts(about)


def test_an_event_of_an_older_transaction_stands_before_those_that_overtook_it(folder, superuser, committed_database):
    insert = (
        "INSERT INTO audit_auditevent (holder_id, id, action, object_kind, object_id, purpose, reason, outcome) "
        "VALUES (%s, %s, 'charts.chart.read', 'chart', %s, 'treatment', '', 'done')"
    )
    with psycopg.connect(databases.url("admin", committed_database)) as older:
        older.execute(insert, [A, new_id(), "older"])
        about = act(A, 1)
        seal_all(folder)
        older.commit()
    seal_now(folder)

    assert sealed_of(A) == ["older", *texts(about)]


def test_many_events_are_sealed_in_batches(folder, monkeypatch):
    monkeypatch.setattr("attune.audit.actions.seal.BATCH_EVENTS", 2)
    about = act(A, 5)

    (sealing,) = seal_now(folder)

    assert (sealing.sealed, sealing.exported, sizes_of(A)) == (5, 3, [2, 4, 5])
    assert sealed_of(A) == texts(about)
    assert [one.findings for one in verify_all(folder)] == [()]


def test_two_sealers_at_once_seal_each_event_once(folder):
    about = act(A, 20)
    let_finish()
    barrier = threading.Barrier(2)

    def seal() -> None:
        barrier.wait()
        try:
            seal_all(folder)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(seal) for _ in range(2)]:
            done.result()

    assert (sealed_of(A), sizes_of(A)) == (texts(about), [20])


def test_an_exported_file_tells_the_batch_and_is_never_replaced(folder):
    act(A, 2)
    seal_now(folder)
    act(A, 1)
    seal_now(folder)
    path = folder.path(A, 3)
    said = json.loads(path.read_text())
    with scope(A):
        leaf = AuditLeaf.objects.get(leaf_index=2)
        head = AuditHead.objects.get(tree_size=3)

    assert folder.sizes(A) == [2, 3]
    assert (said["holder"], said["tree_size"], said["first_index"]) == (str(A), 3, 2)
    assert said["leaves"] == [[str(leaf.event_id), bytes(leaf.leaf_hash).hex()]]
    assert (said["root"], said["signature"]) == (bytes(head.root).hex(), bytes(head.signature).hex())
    path.write_text("mine")
    from attune.audit.queries.trail import batches_after

    with scope(A):
        (batch,) = batches_after(2)
    assert (folder.write(batch), path.read_text()) == (False, "mine")
    assert [found.name for found in path.parent.iterdir() if found.name.startswith(".")] == []


def test_a_head_whose_export_was_cut_short_is_exported_by_the_next_sealing(folder, monkeypatch):
    act(A, 1)
    monkeypatch.setattr("attune.audit.actions.seal.export", lambda holder_id, folder: 0)
    seal_now(folder)
    assert folder.sizes(A) == []
    monkeypatch.undo()

    act(A, 1)
    seal_now(folder)

    assert folder.sizes(A) == [1, 2]


@pytest.mark.parametrize("column", ["root", "frontier", "signature"])
def test_nothing_is_sealed_on_a_head_that_was_tampered_with(folder, superuser, column):
    act(A, 2)
    act(B, 1)
    seal_now(folder)
    superuser.execute(
        f"UPDATE audit_audithead SET {column} = set_byte({column}, 0, get_byte({column}, 0) # 1) WHERE holder_id = %s",
        [A],
    )
    act(A, 1)
    act(B, 1)

    done = {one.holder_id: (one.sealed, one.tree_size, one.is_broken) for one in seal_now(folder)}

    assert done == {A: (0, 2, True), B: (1, 2, False)}


def test_a_new_signing_key_takes_over_and_older_heads_still_hold(folder, settings):
    act(A, 1)
    seal_now(folder)
    make_signing_key(settings.KEYS_FOLDER, replace=True)
    act(A, 1)
    seal_now(folder)

    with scope(A):
        assert len(set(AuditHead.objects.values_list("key_id", flat=True))) == 2
    assert [one.findings for one in verify_all(folder)] == [()]


def test_without_a_signing_key_it_says_what_to_do(folder, settings, tmp_path):
    settings.KEYS_FOLDER = tmp_path / "nowhere"

    with pytest.raises(SigningKeyMissing, match="attune keys make"):
        seal_now(folder)


def test_events_from_before_a_restore_on_a_server_with_lower_numbers_are_sealed(folder, superuser):
    act(A, 2)
    superuser.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER ALL")
    superuser.execute("UPDATE audit_auditevent SET written_in = written_in + 1000000")
    superuser.execute("UPDATE audit_pendingseal SET written_in = written_in + 1000000")
    seal_now(folder)
    act(A, 2)
    seal_now(folder)

    assert (len(sealed_of(A)), sizes_of(A)) == (4, [2, 4])
    assert list(PendingSeal.objects.all()) == []
    assert [one.findings for one in verify_all(folder)] == [()]
