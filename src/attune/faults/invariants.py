"""What must hold after a seed, asked of the database past every wall and of the processor itself."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, Final

from attune.faults.stage import Stage
from attune.faults.world import World

PAYMENTS: Final = """
SELECT id::text, seat_id::text, state, amount_minor, is_booked FROM billing_payment WHERE practice_id = %s
"""
REFUNDS: Final = "SELECT id::text, payment_id::text, state, amount_minor FROM billing_refund WHERE practice_id = %s"
SEATS: Final = "SELECT id::text, state, price_minor FROM scheduling_seat WHERE practice_id = %s"
EXPIRED: Final = """
SELECT id::text FROM scheduling_seat WHERE practice_id = %s AND state = 'held' AND hold_expires_at > app.now()
"""
OVERLAPPING: Final = """
WITH booked AS (
    SELECT a.id, a.provider_id, tstzrange(a.starts_at, a.ends_at) AS during,
           tstzrange(s.booked_at, s.canceled_at) AS kept
    FROM scheduling_appointment a JOIN scheduling_seat s ON s.practice_id = a.practice_id AND s.appointment_id = a.id
    WHERE a.practice_id = %s AND s.booked_at IS NOT NULL
)
SELECT a.id::text FROM booked a JOIN booked b
ON a.provider_id = b.provider_id AND a.id < b.id AND a.during && b.during AND a.kept && b.kept
"""
ENTRIES: Final = "SELECT key FROM ledger_entry WHERE holder_id = %s"
PROCESSOR: Final = """
SELECT coalesce(sum(CASE WHEN debit_kind = 'processor' THEN amount_minor ELSE 0 END)
     - sum(CASE WHEN credit_kind = 'processor' THEN amount_minor ELSE 0 END), 0)
FROM ledger_posting WHERE holder_id = %s
"""
SUM: Final = """
SELECT coalesce(sum(amount), 0) FROM (
    SELECT amount_minor AS amount FROM ledger_posting WHERE holder_id = %s
    UNION ALL SELECT -amount_minor FROM ledger_posting WHERE holder_id = %s
) sides
"""
OPEN: Final = ("requested", "awaiting_card", "awaiting_bank", "processing")


class Books:
    """A seed's end, read once."""

    def __init__(self, stage: Stage, world: World) -> None:
        self.stage, self.practice_id = stage, world.practice_id
        self.payments = {row[0]: row for row in stage.asked(PAYMENTS, world.practice_id)}
        self.refunds = stage.asked(REFUNDS, world.practice_id)
        self.seats = {row[0]: row for row in stage.asked(SEATS, world.practice_id)}
        told = stage.control.account(world.account)
        self.intents = self._of_practice(told["intents"])
        self.refunds_made = self._of_practice(told["refunds"])
        self.balance = int(told["balance"])

    def _of_practice(self, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [one for one in found if one["metadata"].get("attune_practice") == str(self.practice_id)]

    def unsettled(self) -> list[str]:
        """Return what something can still become of."""
        open_payments = [one for one, _, state, _, _ in self.payments.values() if state in OPEN]
        return open_payments + [one for one, _, state, _ in self.refunds if state == "requested"]


def violations(stage: Stage, world: World, *, balance_before: int, book_before: int) -> Iterator[str]:
    """Yield what does not hold, in words with ids."""
    books = Books(stage, world)
    yield from _charged_once(books)
    yield from _booked_or_given_back(books)
    yield from _entered_once(books)
    for one in books.unsettled():
        yield f"still open: {one}"
    for (one,) in stage.asked(EXPIRED, world.practice_id):
        yield f"a hold is left: {one}"
    for (one,) in stage.asked(OVERLAPPING, world.practice_id):
        yield f"a provider is in two sessions at once: {one}"
    [[book]] = stage.asked(PROCESSOR, world.practice_id)
    if book - book_before != books.balance - balance_before:
        yield f"the book says {book - book_before} and the processor {books.balance - balance_before}"
    [[total]] = stage.asked(SUM, world.practice_id, world.practice_id)
    if total:
        yield f"the book's entries sum to {total}"


def _charged_once(books: Books) -> Iterator[str]:
    asked = Counter(one["metadata"].get("attune_payment") for one in books.intents)
    for payment_id, count in asked.items():
        if count > 1:
            yield f"asked for {count} times: {payment_id}"
    charged = Counter(
        books.payments[one["metadata"]["attune_payment"]][1] for one in books.intents if one["status"] == "succeeded"
    )
    for seat_id, count in charged.items():
        if count > 1:
            yield f"charged {count} times: seat {seat_id}"
    paid_there = {one["metadata"]["attune_payment"] for one in books.intents if one["status"] == "succeeded"}
    paid_here = {one for one, _, state, _, _ in books.payments.values() if state == "succeeded"}
    for one in paid_there ^ paid_here:
        yield f"paid on one side alone: {one}"


def _booked_or_given_back(books: Books) -> Iterator[str]:
    back: defaultdict[str, int] = defaultdict(int)
    for one in books.refunds_made:
        if one["status"] != "failed":
            back[one["metadata"]["attune_payment"]] += one["amount"]
    owed: defaultdict[str, int] = defaultdict(int)
    for _, payment_id, _, amount in books.refunds:
        owed[payment_id] += amount
    paid_seats = set()
    for payment_id, seat_id, state, amount, is_booked in books.payments.values():
        if back[payment_id] != owed[payment_id]:
            yield f"owed back {owed[payment_id]}, given back {back[payment_id]}: {payment_id}"
        if state != "succeeded":
            continue
        paid_seats.add(seat_id)
        if not is_booked and back[payment_id] != amount:
            yield f"paid, not booked, not given back: {payment_id}"
        if is_booked and books.seats[seat_id][1] not in {"booked", "canceled"}:
            yield f"paid and said to be booked, but {books.seats[seat_id][1]}: seat {seat_id}"
    for seat_id, state, price in books.seats.values():
        if state == "booked" and price and seat_id not in paid_seats:
            yield f"booked and not paid: seat {seat_id}"


def _entered_once(books: Books) -> Iterator[str]:
    keys = {key for (key,) in books.stage.asked(ENTRIES, books.practice_id)}
    wanted = {f"charge:{one}" for one, _, state, _, _ in books.payments.values() if state == "succeeded"}
    wanted |= {f"refund:{one}" for one, _, state, _ in books.refunds if state == "succeeded"}
    found = {key for key in keys if key.startswith(("charge:", "refund:"))}
    for key in wanted ^ found:
        yield f"entered under another key, or not at all, or without reason: {key}"
