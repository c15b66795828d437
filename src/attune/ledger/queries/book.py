"""A book's entries, balances, and what is to be paid out, in the open scope."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, Sum

from attune.foundation.authorization import Actor, authorize
from attune.kernel.money import Money
from attune.ledger.models import Entry, Posting
from attune.ledger.permissions import READ_BOOK
from attune.ledger.rules.entry import CREDIT_KINDS, Account, AccountKind, EntryKind, Transfer

DOLLARS = "USD"
WENT = (AccountKind.PAYOUT_IN_TRANSIT, AccountKind.BANK)
STAYS = (AccountKind.REVENUE, AccountKind.PLATFORM_FEE)


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """An entry with its transfers. ``posted_at`` is UTC."""

    entry_id: UUID
    number: int
    key: str
    kind: EntryKind
    reference: UUID
    due_on: date | None
    posted_at: datetime
    transfers: tuple[Transfer, ...]


@dataclass(frozen=True, slots=True)
class Payable:
    """What one payment earned and was not paid out: revenue less the platform's fee less what has left for the bank."""

    payment_id: UUID
    due_on: date
    amount: Money


def balance(actor: Actor, account: Account | AccountKind, *, currency: str = DOLLARS) -> Money:
    """Return what stands in an account, or in all of a kind: its own side less the other.

    Debts and income grow on the credit side, everything else on the debit side. Raises NotPermitted.
    """
    authorize(actor, READ_BOOK)
    kind = account if isinstance(account, AccountKind) else account.kind
    debits, credits_ = _sides(account, currency)
    return credits_ - debits if kind in CREDIT_KINDS else debits - credits_


def turnover(actor: Actor, account: Account | AccountKind, *, currency: str = DOLLARS) -> tuple[Money, Money]:
    """Return everything that was ever debited and credited to an account, or to all of a kind. Raises NotPermitted."""
    authorize(actor, READ_BOOK)
    return _sides(account, currency)


def balances(actor: Actor, *, currency: str = DOLLARS) -> dict[AccountKind, Money]:
    """Return what stands in each kind of account that was ever used. Raises NotPermitted."""
    authorize(actor, READ_BOOK)
    sums: dict[AccountKind, int] = defaultdict(int)
    rows = Posting.objects.filter(currency=currency).values_list("debit_kind", "credit_kind")
    for debit, credit, amount in rows.annotate(amount=Sum("amount_minor")).order_by():
        sums[AccountKind(debit)] += amount
        sums[AccountKind(credit)] -= amount
    return {kind: Money(-sums[kind] if kind in CREDIT_KINDS else sums[kind], currency) for kind in sorted(sums)}


def entries(
    actor: Actor, *, reference: UUID | None = None, kinds: Collection[EntryKind] = (), limit: int | None = None
) -> tuple[EntryFacts, ...]:
    """Return entries with their transfers, the latest first: all, or those about a record. Raises NotPermitted."""
    authorize(actor, READ_BOOK)
    rows = Entry.objects.order_by("-number")
    if reference is not None:
        rows = rows.filter(reference=reference)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    found = list(rows[:limit])
    moved = _transfers(row.id for row in found)
    return tuple(
        EntryFacts(
            row.id, row.number, row.key, EntryKind(row.kind), row.reference, row.due_on, row.posted_at, moved[row.id]
        )
        for row in found
    )


def payable(
    actor: Actor, until: date, *, currency: str = DOLLARS, without: Collection[UUID] = ()
) -> tuple[Payable, ...]:
    """Return what was earned, was promised until a day, and has not left for the bank, the longest due first.

    ``without`` are payments nobody asks about. A payout's transfers name the payment each amount comes from: from
    ``processor`` to ``payout_in_transit`` and on to ``bank``, or back. Raises NotPermitted.
    """
    authorize(actor, READ_BOOK)
    earned = Entry.objects.filter(kind=EntryKind.EARN, due_on__lte=until).order_by("due_on", "number")
    due = {one: day for one, day in earned.values_list("reference", "due_on") if one not in without}
    # Earned on one side; the fee, and what is out or has arrived, on the other: together it is what waits for the bank.
    left = _per_subject((*STAYS, *WENT), due, currency)
    found = (Payable(one, day, Money(-left[one], currency)) for one, day in due.items() if day is not None)
    return tuple(one for one in found if one.amount.minor > 0)


@dataclass(frozen=True, slots=True)
class Receivable:
    """What went to the bank for a payment and was given back afterwards, as far as it is not set off yet."""

    payment_id: UUID
    since: date
    amount: Money


def paid_out_too_much(actor: Actor, payment_id: UUID, *, currency: str = DOLLARS) -> Money:
    """Return what went to the bank for a payment beyond what stays of it now; nothing where nothing went.

    Raises NotPermitted.
    """
    authorize(actor, READ_BOOK)
    one = [payment_id]
    went = _per_subject(WENT, one, currency)[payment_id]
    stays = -_per_subject(STAYS, one, currency)[payment_id]
    return Money(max(0, went - max(0, stays)) if went > 0 else 0, currency)


def receivables(actor: Actor, *, currency: str = DOLLARS) -> tuple[Receivable, ...]:
    """Return what is to be set off against the next payouts, the oldest first. Raises NotPermitted."""
    authorize(actor, READ_BOOK)
    entered = Entry.objects.filter(kind=EntryKind.RECEIVABLE).order_by("-number").values_list("reference", "due_on")
    since = dict(entered)
    left = _per_subject((AccountKind.REFUND_RECEIVABLE,), since, currency)
    found = (Receivable(one, day, Money(left[one], currency)) for one, day in since.items() if day is not None)
    return tuple(sorted((one for one in found if one.amount.minor > 0), key=lambda one: (one.since, one.payment_id)))


def transfers_of_entry(entry_id: UUID) -> tuple[Transfer, ...]:
    """Return what one entry moves."""
    return _transfers([entry_id])[entry_id]


def _transfers(entry_ids: Iterable[UUID]) -> dict[UUID, tuple[Transfer, ...]]:
    found: dict[UUID, tuple[Transfer, ...]] = defaultdict(tuple)
    for row in Posting.objects.filter(entry_id__in=list(entry_ids)).order_by("entry_id", "place"):
        found[row.entry_id] += (transfer_of(row),)
    return found


def transfer_of(row: Posting) -> Transfer:
    """Return a posting as a value."""
    return Transfer(
        Account(AccountKind(row.debit_kind), row.debit_subject),
        Account(AccountKind(row.credit_kind), row.credit_subject),
        Money(row.amount_minor, row.currency),
    )


def _sides(account: Account | AccountKind, currency: str) -> tuple[Money, Money]:
    def side(name: str) -> Money:
        if isinstance(account, AccountKind):
            wanted = Q(**{f"{name}_kind": account})
        else:
            wanted = Q(**{f"{name}_kind": account.kind, f"{name}_subject": account.subject})
        total = Posting.objects.filter(wanted, currency=currency).aggregate(total=Sum("amount_minor"))["total"]
        return Money(total or 0, currency)

    return side("debit"), side("credit")


def _per_subject(kinds: Collection[AccountKind], subjects: Iterable[UUID], currency: str) -> dict[UUID, int]:
    """Return debits less credits for each subject, of these kinds of account together."""
    sums: dict[UUID, int] = defaultdict(int)
    wanted = list(subjects)
    if not wanted:
        return sums
    for side, sign in (("debit", 1), ("credit", -1)):
        rows = Posting.objects.filter(
            **{f"{side}_kind__in": kinds, f"{side}_subject__in": wanted, "currency": currency}
        ).values_list(f"{side}_subject")
        for subject, total in rows.annotate(total=Sum("amount_minor")).order_by():
            sums[subject] += sign * total
    return sums
