"""How busy the practice's providers are, and who has seen whom; never what about."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count

from attune.kernel.interval import Interval
from attune.scheduling.models import Appointment, Seat

IN_CARE = (Seat.State.BOOKED, Seat.State.ATTENDED)


def sessions_booked(between: Interval) -> dict[UUID, int]:
    """Return how many sessions each provider has that begin in a stretch of time; who has none is left out.

    In the practice's scope.
    """
    rows = Appointment.objects.filter(
        state__in=[Appointment.State.CONFIRMED, Appointment.State.COMPLETED],
        starts_at__gte=between.start,
        starts_at__lt=between.end,
    )
    return dict(rows.values_list("provider_id").annotate(count=Count("id")))


def providers_seen(chart_ids: Collection[UUID]) -> frozenset[UUID]:
    """Return the providers with whom these patients have a session, past or to come. In the practice's scope."""
    rows = Seat.objects.filter(chart_id__in=chart_ids, state__in=IN_CARE)
    return frozenset(rows.values_list("appointment__provider_id", flat=True))


def chart_of(seat_id: UUID) -> UUID | None:
    """Return whose session a seat is, once that is known. In the practice's scope."""
    return Seat.objects.filter(id=seat_id).values_list("chart_id", flat=True).first()
