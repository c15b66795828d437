"""What the operators see of every practice's money at once: ids, amounts and states, nobody's name.

Global, on the guard's named list; each row is written by its practice's own transactions and jobs.
"""

from django.db import models


class OperatingPayment(models.Model):
    """One payment, and what is wrong with it."""

    payment_id = models.UUIDField(primary_key=True)
    practice_id = models.UUIDField(db_index=True)
    seat_id = models.UUIDField()
    state = models.CharField(max_length=20)
    problem = models.CharField(max_length=20, blank=True)
    amount_minor = models.BigIntegerField()
    commission_minor = models.BigIntegerField()
    refunded_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    asked_at = models.DateTimeField(db_index=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.payment_id)


class OperatingPayout(models.Model):
    """One payout with its days."""

    payout_id = models.UUIDField(primary_key=True)
    practice_id = models.UUIDField(db_index=True)
    state = models.CharField(max_length=10)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    line_count = models.PositiveIntegerField()
    promised_on = models.DateField()
    expected_on = models.DateField()
    arrived_on = models.DateField(null=True)
    failure_code = models.CharField(max_length=80, blank=True)
    is_mended = models.BooleanField(
        default=False, help_text="It failed, and what it gave back went on with another one."
    )
    prepared_at = models.DateTimeField(db_index=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.payout_id)


class OperatingAccount(models.Model):
    """One practice's account at the processor: what it may do, and how much is asked of it."""

    practice_id = models.UUIDField(primary_key=True)
    may_charge = models.BooleanField()
    may_pay_out = models.BooleanField()
    due_count = models.PositiveIntegerField()
    past_due_count = models.PositiveIntegerField()
    disabled_reason = models.CharField(max_length=80, blank=True)
    deadline_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.practice_id)
