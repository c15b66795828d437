"""When a provider's time is taken: by what is held or booked here, and by work elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from attune.foundation.clock import now
from attune.kernel.interval import Interval
from attune.scheduling.models import TAKEN_SEATS, Appointment
from attune.scheduling.rules.couples import COUPLE

# Times elsewhere come through a function that gives nothing but times; see the migration that made it.
_TAKEN = """
SELECT starts_at, ends_at FROM scheduling_occupancy
WHERE practice_id = app.practice() AND resource_id = %(provider)s AND ends_at > %(start)s AND starts_at < %(end)s
  AND (expires_at IS NULL OR expires_at > %(now)s)
UNION ALL
SELECT lower(busy), upper(busy) FROM credentialing_provider provider,
    app.provider_times_elsewhere(provider.person_id, tstzrange(%(start)s, %(end)s)) AS busy
WHERE provider.practice_id = app.practice() AND provider.id = %(provider)s
ORDER BY 1
"""


def taken(provider_id: UUID, between: Interval) -> list[Interval]:
    """Return what is taken of a provider's time, buffers included, earliest first; an expired hold takes nothing.

    In the practice's scope. Whose time it is, and where, is not told.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, {"provider": provider_id, "start": between.start, "end": between.end, "now": now()})
        return [Interval(start, end) for start, end in cursor.fetchall()]


def joinable(offering_id: UUID, between: Interval) -> list[Interval]:
    """Return the group sessions of an offering that begin in the interval and have a seat left, earliest first."""
    rows = open_groups(offering_id, starts=(between.start, between.end)).values_list("starts_at", "ends_at")
    return [Interval(start, end) for start, end in rows]


def open_groups(offering_id: UUID, *, starts: Sequence[datetime]) -> QuerySet[Appointment]:
    """Return the appointments behind ``joinable``; ``starts`` is from when to when they begin."""
    since, until = starts
    is_kept = Q(seat__state__in=TAKEN_SEATS) & (~Q(seat__state="held") | Q(seat__hold_expires_at__gt=now()))
    return (
        Appointment.objects.filter(
            offering_id=offering_id,
            seats_max__gt=1,
            state__in=[Appointment.State.HELD, Appointment.State.CONFIRMED],
            starts_at__gte=since,
            starts_at__lt=until,
        )
        .exclude(format=COUPLE)
        .annotate(seats_taken=Count("seat", filter=is_kept))
        .filter(seats_taken__lt=F("seats_max"))
        .order_by("starts_at")
    )
