"""Verifying the books: each tampering is named, and so is an entry that is missing or not mirrored."""

import json
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest

from attune.audit.models import AuditEvent
from attune.audit.queries.notes import notes
from attune.cli import main
from attune.foundation.authorization import NotPermitted, Role, system_actor
from attune.foundation.background import Tick
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.kernel.money import Money
from attune.ledger.actions.post import post
from attune.ledger.models import Entry
from attune.ledger.rules.entry import Account, AccountKind, EntryKind, Transfer
from attune.scheduling.actions.mark_attendance import mark_attendance
from attune.scheduling.models import Appointment
from attune.workflows.jobs import make_round_of_books
from attune.workflows.note_books import NOTED
from attune.workflows.verify_books import verify_books
from tests.scheduling.booking import at
from tests.support.world import cast
from tests.workflows.bookable import open_practice, seeker
from tests.workflows.paying import Checkout, checked_out, run_jobs


@pytest.fixture
def paid(committed_database: str, processor) -> Checkout:
    mine = checked_out(seeker(), open_practice(cast().a), at(9))
    mine.pay()
    run_jobs()
    return mine


def findings() -> list[tuple[str, str]]:
    return [(one.kind, one.key) for one in verify_books().findings]


def test_books_that_were_written_by_the_product_hold(paid: Checkout, capsys):
    found = verify_books()

    assert found.findings == ()
    assert found.entries == 2
    assert main(["ledger", "verify", "--edition", "marketplace"]) == 0
    assert "2 entries, no finding" in capsys.readouterr().out


def test_a_posting_that_was_changed_is_named(paid: Checkout, owner: psycopg.Connection[tuple[object, ...]], capsys):
    owner.execute("ALTER TABLE ledger_posting NO FORCE ROW LEVEL SECURITY")
    owner.execute("UPDATE ledger_posting SET amount_minor = amount_minor + 1 WHERE credit_kind = 'unearned'")

    assert ("changed", f"charge:{paid.payment_id}") in findings()
    assert main(["ledger", "verify", "--json", "--edition", "marketplace"]) == 1
    (told,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (told["kind"], told["key"], told["entry"], told["holder"]) == (
        "changed",
        f"charge:{paid.payment_id}",
        1,
        str(paid.practice_id),
    )


def test_an_entry_that_is_gone_is_missed_by_its_payment(paid: Checkout, owner: psycopg.Connection[tuple[object, ...]]):
    for table in ("ledger_posting", "ledger_entry"):
        owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        column = "entry_id" if table == "ledger_posting" else "id"
        with scope(paid.practice_id, plane=Plane.BUSINESS):
            entry_id = Entry.objects.get(reference=paid.payment_id).id
        owner.execute(f"DELETE FROM {table} WHERE {column} = %s", [entry_id])

    assert ("not entered", f"charge:{paid.payment_id}") in findings()


def earned(paid: Checkout) -> None:
    """Let the session have taken place: that is the last entry of the book, and nothing else knows of it."""
    with scope(paid.practice_id):
        Appointment.objects.update(starts_at=now() - timedelta(hours=1), ends_at=now() - timedelta(minutes=10))
        mark_attendance(paid.where.provider, seat_id=paid.seat_id, has_attended=True)


def delete_last_entry(paid: Checkout, owner: psycopg.Connection[tuple[object, ...]]) -> int:
    with scope(paid.practice_id, plane=Plane.BUSINESS):
        last = Entry.objects.order_by("-number")[0]
    for table, column in (("ledger_posting", "entry_id"), ("ledger_entry", "id")):
        owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        owner.execute(f"DELETE FROM {table} WHERE {column} = %s", [last.id])
    return last.number


def make_round() -> None:
    make_round_of_books(Tick(now(), new_id()))
    run_jobs()


def noted(holder_id: UUID) -> list[str]:
    with scope(holder_id, plane=Plane.BUSINESS):
        rows = AuditEvent.objects.filter(action=NOTED).order_by("happened_at", "id")
        return list(rows.values_list("object_id", flat=True))


def test_a_last_entry_that_is_gone_is_missed_by_the_trail_which_noted_it(
    paid: Checkout, owner: psycopg.Connection[tuple[object, ...]], capsys
):
    earned(paid)
    make_round()
    before = verify_books().findings

    number = delete_last_entry(paid, owner)

    (found,) = verify_books().findings
    assert before == ()
    assert (found.holder_id, found.kind, found.number) == (paid.practice_id, "missing", number)
    assert main(["ledger", "verify", "--edition", "marketplace"]) == 1
    assert f"entry {number} missing" in capsys.readouterr().out


def test_another_last_entry_in_the_place_of_a_noted_one_is_named(
    paid: Checkout, owner: psycopg.Connection[tuple[object, ...]]
):
    earned(paid)
    make_round()
    number = delete_last_entry(paid, owner)
    revenue, unearned = Account(AccountKind.REVENUE, paid.payment_id), Account(AccountKind.UNEARNED, paid.payment_id)
    with scope(paid.practice_id, plane=Plane.BUSINESS):
        post(
            system_actor(paid.practice_id),
            key="invented",
            kind=EntryKind.EARN,
            transfers=[Transfer(unearned, revenue, Money(1))],
            reference=paid.payment_id,
        )

    assert [(one.kind, one.number) for one in verify_books().findings] == [("rewritten", number)]


def test_each_head_is_noted_once_in_the_trail_of_whose_book_it_is(paid: Checkout):
    make_round()
    earned(paid)
    for _ in range(3):
        make_round()

    assert (noted(paid.practice_id), noted(PLATFORM_ID)) == (["1", "2"], ["1"])


def test_nobody_but_the_system_reads_what_was_noted(paid: Checkout):
    with scope(paid.practice_id, plane=Plane.BUSINESS), pytest.raises(NotPermitted):
        notes(paid.where.practice[Role.OWNER].actor, NOTED)


def test_a_commission_that_the_platforms_book_does_not_know_is_named(
    paid: Checkout, owner: psycopg.Connection[tuple[object, ...]]
):
    for table in ("ledger_posting", "ledger_entry"):
        owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        owner.execute(f"DELETE FROM {table} WHERE holder_id = %s", [PLATFORM_ID])

    assert [kind for kind, _ in findings()] == ["mirror differs"]


def test_a_commission_that_a_job_is_about_to_enter_is_no_finding(committed_database: str, processor, capsys):
    mine = checked_out(seeker(), open_practice(cast().a), at(9))
    mine.pay()

    before = verify_books()
    told = main(["ledger", "verify", "--edition", "marketplace"])
    said = capsys.readouterr()
    run_jobs()
    after = verify_books()

    assert (before.findings, before.on_their_way) == ((), (mine.practice_id,))
    assert (told, "on their way to the platform's book" in said.err) == (0, True)
    assert (after.findings, after.on_their_way) == ((), ())
