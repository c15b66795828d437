"""Transaction numbers as a column's default: which transaction wrote a row."""

from django.db import models


class TransactionNumber(models.Func):
    """The number of the transaction that writes the row, as a 64-bit whole number that never wraps."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.BigIntegerField()
