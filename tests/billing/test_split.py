"""The split and its inverse, and the example of docs/explanation/money.md, computed."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attune.billing.rules.entries import charge_transfers, earn_transfers, refund_transfers
from attune.billing.rules.quote import split_quote
from attune.billing.rules.split import commission_back, commission_of
from attune.kernel.identifiers import new_id
from attune.kernel.money import Money
from attune.ledger.rules.entry import Transfer
from attune.scheduling.rules.policy import CancellationPolicy
from attune.web.components.formatting import money

PAGE = (Path(__file__).parents[2] / "docs" / "explanation" / "money.md").read_text()
PRICE, BPS = Money(12_345), 1_750
LATE = CancellationPolicy(free_until_hours=24, late_fee_bps=5_000, missed_fee_bps=10_000)


def rows_of(heading: str) -> list[list[str]]:
    """Return the cells of the first table below a heading, without its head."""
    below = PAGE.split(f"{heading}\n", 1)[1]
    table = re.search(r"(?:^\|.*\n)+", below, re.M)
    assert table is not None
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[0].splitlines()[2:]]


@pytest.mark.parametrize(
    ("price", "bps", "commission"),
    [
        (15_000, 1_000, 1_500),
        (15_000, 1_750, 2_625),
        (15_000, 3_000, 4_500),
        (12_345, 1_750, 2_161),
        (1, 1_000, 1),
        (1, 0, 0),
        (9_999, 1_000, 1_000),
    ],
)
def test_a_broken_cent_is_the_platforms(price: int, bps: int, commission: int) -> None:
    quote = split_quote(Money(price), commission_bps=bps, payout_on=None, account=None)

    assert (quote.commission, quote.net) == (Money(commission), Money(price - commission))


@given(
    price=st.integers(1, 10**7),
    bps=st.integers(0, 10_000),
    parts=st.lists(st.integers(1, 10**6), max_size=8),
)
def test_refunds_give_back_exactly_the_split_of_what_is_not_kept(price: int, bps: int, parts: list[int]) -> None:
    kept, commission = Money(price), commission_of(Money(price), bps)

    for part in (*parts, price):
        amount = Money(min(part, kept.minor))
        back = commission_back(kept, kept - amount, bps)
        kept, commission = kept - amount, commission - back

        assert 0 <= back.minor <= amount.minor
        assert commission == commission_of(kept, bps)
    assert (kept, commission) == (Money(0), Money(0))


def test_the_example_of_the_page_is_what_the_rules_say() -> None:
    quote = split_quote(PRICE, commission_bps=BPS, payout_on=None, account=None)
    fee = PRICE.share(LATE.late_fee_bps)
    back = commission_back(PRICE, fee, BPS)
    kept = quote.commission - back

    computed = [PRICE, quote.commission, quote.net, fee, PRICE - fee, kept, back, fee - kept]
    assert [row[1] for row in rows_of("## A worked example")] == [money(one) for one in computed]


def test_the_book_of_the_page_is_what_the_rules_enter() -> None:
    payment_id, fee = new_id(), PRICE.share(LATE.late_fee_bps)
    commission, back = commission_of(PRICE, BPS), commission_back(PRICE, fee, BPS)

    moved = [
        *charge_transfers(payment_id, amount=PRICE, commission=commission),
        *earn_transfers(payment_id, amount=fee),
        *refund_transfers(payment_id, amount=PRICE - fee, commission_back=back, unearned=PRICE - fee),
    ]

    told = [
        row[1:] for row in rows_of("The example in the practice's book, from the booking to the late cancellation:")
    ]
    assert told == [[one.debit.kind, one.credit.kind, money(one.amount)] for one in moved]
    assert standing(moved, "processor") == fee - (commission - back)


def standing(moved: list[Transfer], kind: str) -> Money:
    total = Money(0)
    for one in moved:
        if one.debit.kind == kind:
            total += one.amount
        if one.credit.kind == kind:
            total -= one.amount
    return total


def test_a_refund_takes_first_what_is_not_earned_yet() -> None:
    payment_id: UUID = new_id()

    moved = refund_transfers(payment_id, amount=Money(500), commission_back=Money(0), unearned=Money(200))

    assert [(one.debit.kind, one.amount.minor) for one in moved] == [("unearned", 200), ("revenue", 300)]
