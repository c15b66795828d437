"""A holder's book: entries and their postings, which are added and never changed."""

from django.db import models
from django.db.models import F, Q

from attune.foundation.tenancy import HolderKey, PracticeForeignKey
from attune.foundation.tenancy.models import WalledModel

SAME_FACT_ONCE = "a_fact_is_entered_once"


class Entry(WalledModel):
    """Something that happened with money, entered once under the business fact's own key."""

    holder_id = HolderKey(append_only=True)
    number = models.BigIntegerField()
    """Its place in the book, from 1 without a gap."""
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    reference = models.UUIDField()
    """The record of whoever posted it: a payment, a refund, a payout."""
    due_on = models.DateField(null=True)
    """From when on it is to be paid out, where that was promised."""
    posted_at = models.DateTimeField()
    seal = models.BinaryField()
    """See rules/seal.py."""

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["holder_id", "key"], name=SAME_FACT_ONCE),
            models.UniqueConstraint(fields=["holder_id", "number"], name="entries_are_numbered"),
            models.CheckConstraint(condition=Q(number__gt=0), name="entries_are_numbered_from_one"),
        ]
        indexes = [
            models.Index(fields=["holder_id", "reference"], name="entry_by_reference"),
            models.Index(fields=["holder_id", "due_on"], condition=Q(due_on__isnull=False), name="entry_by_due_date"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.key}"


class Posting(WalledModel):
    """An amount that moves from one account to another: both sides stand in one row, so it is always in balance."""

    holder_id = HolderKey(append_only=True)
    entry = PracticeForeignKey("ledger.Entry")
    place = models.PositiveSmallIntegerField()
    """Which of the entry's postings, from 0."""
    debit_kind = models.CharField(max_length=24)
    debit_subject = models.UUIDField(null=True)
    credit_kind = models.CharField(max_length=24)
    credit_subject = models.UUIDField(null=True)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta(WalledModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["holder_id", "entry", "place"], name="postings_have_places"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="a_posting_moves_something"),
            models.CheckConstraint(condition=~Q(debit_kind=F("credit_kind")), name="a_posting_has_two_accounts"),
        ]
        indexes = [
            models.Index(fields=["holder_id", "debit_kind", "debit_subject"], name="posting_by_debit"),
            models.Index(fields=["holder_id", "credit_kind", "credit_subject"], name="posting_by_credit"),
        ]

    def __str__(self) -> str:
        return f"{self.debit_kind} from {self.credit_kind}"
