"""Verifying the books: each tampering is named, and so is an entry that is missing or not mirrored."""

import json

import psycopg
import pytest

from attune.cli import main
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID
from attune.ledger.models import Entry
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


def test_a_commission_that_the_platforms_book_does_not_know_is_named(
    paid: Checkout, owner: psycopg.Connection[tuple[object, ...]]
):
    for table in ("ledger_posting", "ledger_entry"):
        owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        owner.execute(f"DELETE FROM {table} WHERE holder_id = %s", [PLATFORM_ID])

    assert [kind for kind, _ in findings()] == ["mirror differs"]
