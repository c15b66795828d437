"""What a practice received, by its own days; never from whom. Definitions: docs/reference/metrics.md."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncDate

from attune.billing.models import Payment, Refund
from attune.billing.permissions import COUNT_MONEY
from attune.billing.rules.states import PaymentState, RefundState
from attune.foundation.authorization import Actor, authorize
from attune.kernel.interval import Interval


def received_by_day(actor: Actor, between: Interval, zone: ZoneInfo) -> dict[date, int]:
    """Return for each day what was paid less what was given back, in minor units. Raises NotPermitted."""
    authorize(actor, COUNT_MONEY)
    paid = Payment.objects.filter(
        state=PaymentState.SUCCEEDED, succeeded_at__gte=between.start, succeeded_at__lt=between.end
    )
    back = Refund.objects.filter(state=RefundState.SUCCEEDED, made_at__gte=between.start, made_at__lt=between.end)
    received = _sums(paid, "succeeded_at", zone)
    for day, amount in _sums(back, "made_at", zone).items():
        received[day] = received.get(day, 0) - amount
    return received


def _sums(rows: "QuerySet[Any]", moment: str, zone: ZoneInfo) -> dict[date, int]:
    by_day = rows.annotate(day=TruncDate(moment, tzinfo=zone)).values_list("day")
    return dict(by_day.annotate(sum=Sum("amount_minor")).order_by("day"))
