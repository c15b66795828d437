"""A book: what is entered stays, once, in balance, and its balances are what was entered."""

from datetime import date

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection

from attune.foundation.authorization import Actor, NotPermitted, Role, system_actor
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.kernel.money import Money
from attune.ledger.actions.post import post
from attune.ledger.errors import CurrenciesMixed, EntryDiffers, NotATransfer, NothingToPost
from attune.ledger.models import Entry, Posting
from attune.ledger.queries.book import balance, balances, entries, payable, turnover
from attune.ledger.queries.verify import head, verify_book
from attune.ledger.rules.entry import Account, AccountKind, EntryKind, Transfer
from attune.ledger.rules.seal import Finding, FindingKind
from tests.ledger.entries import COMMISSION, PRICE, PROCESSOR, charged, earned, revenue, unearned
from tests.support import databases

A, B = new_id(), new_id()
SYSTEM = system_actor(A)
BILLER = Actor(new_id(), A, frozenset({Role.BILLER}))
DUE = date(2027, 3, 10)

database = pytest.mark.usefixtures("committed_database")


def enter(payment_id, *, due_on=DUE):
    post(
        SYSTEM,
        key=f"charge:{payment_id}",
        kind=EntryKind.CHARGE,
        transfers=charged(payment_id),
        reference=payment_id,
    )
    post(
        SYSTEM,
        key=f"earn:{payment_id}",
        kind=EntryKind.EARN,
        transfers=earned(payment_id),
        reference=payment_id,
        due_on=due_on,
    )


def test_a_transfer_moves_something_between_two_kinds_of_account():
    assert Transfer(PROCESSOR, unearned(A), PRICE).amount == PRICE

    for wrong in (
        (PROCESSOR, unearned(A), Money(0)),
        (PROCESSOR, unearned(A), Money(-1)),
        (PROCESSOR, PROCESSOR, PRICE),
    ):
        with pytest.raises(NotATransfer):
            Transfer(*wrong)


@database
def test_balances_are_what_was_entered():
    payment_id = new_id()

    with scope(A, plane=Plane.BUSINESS):
        enter(payment_id)

        assert balances(SYSTEM) == {
            AccountKind.PLATFORM_FEE: COMMISSION,
            AccountKind.PLATFORM_FEE_PAYABLE: Money(0),
            AccountKind.PROCESSOR: PRICE - COMMISSION,
            AccountKind.REVENUE: PRICE,
            AccountKind.UNEARNED: Money(0),
        }
        assert balance(SYSTEM, revenue(payment_id)) == PRICE
        assert balance(SYSTEM, revenue(new_id())) == Money(0)
        assert turnover(SYSTEM, AccountKind.UNEARNED) == (PRICE, PRICE)


def say(payment_id, transfers, *, due_on=None):
    said = EntryKind.CHARGE
    return post(SYSTEM, key="charge:one", kind=said, transfers=transfers, reference=payment_id, due_on=due_on)


@database
def test_the_same_fact_again_is_the_same_entry_and_another_content_is_refused():
    payment_id = new_id()

    with scope(A, plane=Plane.BUSINESS):
        first = say(payment_id, charged(payment_id))

        assert say(payment_id, charged(payment_id)) == first
        with pytest.raises(EntryDiffers):
            say(payment_id, charged(payment_id, price=Money(14_000)))
        with pytest.raises(EntryDiffers):
            say(payment_id, charged(payment_id), due_on=DUE)
        assert [one.key for one in entries(SYSTEM)] == ["charge:one"]


@database
def test_an_empty_entry_and_one_of_two_currencies_are_refused():
    payment_id = new_id()
    euros = Transfer(Account(AccountKind.BANK), PROCESSOR, Money(1, "EUR"))

    with scope(A, plane=Plane.BUSINESS):
        with pytest.raises(NothingToPost):
            say(payment_id, ())
        with pytest.raises(CurrenciesMixed):
            say(payment_id, (*charged(payment_id), euros))
        assert entries(SYSTEM) == ()


@database
def test_nobody_enters_by_hand_and_only_who_may_reads():
    patient = Actor(new_id(), A, frozenset({Role.PATIENT}))

    with scope(A, plane=Plane.BUSINESS):
        with pytest.raises(NotPermitted):
            post(BILLER, key="k", kind=EntryKind.CHARGE, transfers=charged(A), reference=A)
        assert balance(BILLER, PROCESSOR) == Money(0)
        for read in (
            lambda: balance(patient, PROCESSOR),
            lambda: turnover(patient, PROCESSOR),
            lambda: balances(patient),
            lambda: entries(patient),
            lambda: payable(patient, DUE),
            lambda: verify_book(patient),
            lambda: head(patient),
        ):
            with pytest.raises(NotPermitted):
                read()


@database
def test_books_of_two_holders_do_not_know_each_other():
    with scope(A, plane=Plane.BUSINESS):
        enter(new_id())
    with scope(B, plane=Plane.BUSINESS):
        enter(new_id())

        assert [one.number for one in entries(system_actor(B))] == [2, 1]
        assert balance(system_actor(B), PROCESSOR) == PRICE - COMMISSION


@database
def test_what_was_earned_is_payable_from_the_promised_day_on_until_it_left():
    early, late = new_id(), new_id()
    net = PRICE - COMMISSION

    with scope(A, plane=Plane.BUSINESS):
        enter(late, due_on=date(2027, 3, 12))
        enter(early)
        transit = Account(AccountKind.PAYOUT_IN_TRANSIT, early)
        before = payable(SYSTEM, date(2027, 3, 12))
        post(
            SYSTEM,
            key="payout:1",
            kind=EntryKind.PAYOUT,
            transfers=(Transfer(transit, PROCESSOR, net),),
            reference=new_id(),
        )

        assert [(one.payment_id, one.due_on, one.amount) for one in before] == [
            (early, DUE, net),
            (late, date(2027, 3, 12), net),
        ]
        assert payable(SYSTEM, date(2027, 3, 9)) == ()
        assert [one.payment_id for one in payable(SYSTEM, date(2027, 3, 12))] == [late]
        assert payable(SYSTEM, date(2027, 3, 12), without={late}) == ()

        arrived = Transfer(Account(AccountKind.BANK, early), transit, net)
        post(SYSTEM, key="arrived:1", kind=EntryKind.PAYOUT_ARRIVED, transfers=(arrived,), reference=new_id())
        assert [one.payment_id for one in payable(SYSTEM, date(2027, 3, 12))] == [late]


@database
def test_the_app_can_neither_change_nor_delete_what_was_entered():
    with scope(A, plane=Plane.BUSINESS):
        enter(new_id())

    for statement in (
        "UPDATE ledger_posting SET amount_minor = 1",
        "DELETE FROM ledger_posting",
        "UPDATE ledger_entry SET key = 'other'",
        "DELETE FROM ledger_entry",
    ):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            scope(A, plane=Plane.BUSINESS),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


@database
@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"amount_minor": 0}, "a_posting_moves_something"),
        ({"amount_minor": -5}, "a_posting_moves_something"),
        ({"credit_kind": "processor"}, "a_posting_has_two_accounts"),
    ],
)
def test_no_row_can_be_out_of_balance(values, constraint):
    row = {
        "debit_kind": "processor",
        "credit_kind": "unearned",
        "credit_subject": A,
        "amount_minor": 5,
        "currency": "USD",
        "place": 9,
    }

    with scope(A, plane=Plane.BUSINESS):
        enter(new_id())
    with pytest.raises(IntegrityError, match=constraint), scope(A, plane=Plane.BUSINESS):
        Posting.objects.create(entry=Entry.objects.get(number=1), **row | values)


@database
@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE ledger_posting SET amount_minor = amount_minor + 1 WHERE place = 0 AND entry_id = %(first)s", (1,)),
        ("DELETE FROM ledger_posting WHERE place = 2 AND entry_id = %(first)s", (1,)),
        (
            "INSERT INTO ledger_posting"
            " (holder_id, id, entry_id, place, debit_kind, credit_kind, amount_minor, currency)"
            " SELECT holder_id, gen_random_uuid(), id, 7, 'bank', 'processor', 1, 'USD' FROM ledger_entry"
            " WHERE id = %(first)s",
            (1,),
        ),
        ("UPDATE ledger_entry SET due_on = '2027-01-01' WHERE number = 2", (2,)),
        ("UPDATE ledger_entry SET seal = '\\x00' WHERE number = 1", (1, 2)),
    ],
)
def test_a_changed_entry_is_found(committed_database, statement, found):
    with scope(A, plane=Plane.BUSINESS):
        enter(new_id())
        assert verify_book(SYSTEM).findings == ()
        first = str(Entry.objects.get(number=1).id)

    with psycopg.connect(databases.url("admin", committed_database), autocommit=True) as superuser:
        superuser.execute(statement, {"first": first})

    with scope(A, plane=Plane.BUSINESS):
        assert verify_book(SYSTEM).findings == tuple(Finding(FindingKind.CHANGED, number) for number in found)


@database
def test_a_missing_entry_is_found_also_the_last_if_its_seal_was_kept(committed_database):
    with scope(A, plane=Plane.BUSINESS):
        enter(new_id())
        last = head(SYSTEM)
        assert last is not None
    with psycopg.connect(databases.url("admin", committed_database), autocommit=True) as superuser:
        superuser.execute("DELETE FROM ledger_posting WHERE entry_id = (SELECT id FROM ledger_entry WHERE number = 2)")
        superuser.execute("DELETE FROM ledger_entry WHERE number = 2")

    with scope(A, plane=Plane.BUSINESS):
        assert verify_book(SYSTEM).findings == ()
        assert verify_book(SYSTEM, noted={last.number: last.seal}).findings == (Finding(FindingKind.MISSING, 2),)


@database
def test_a_book_that_was_written_anew_is_found():
    with scope(A, plane=Plane.BUSINESS):
        enter(new_id())

        assert verify_book(SYSTEM, noted={2: b"the seal that was noted"}).findings == (
            Finding(FindingKind.REWRITTEN, 2),
        )
