"""The practice's own team: how busy everybody is, whose turn it is, and whom the staff chose for somebody."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max

from attune.credentialing.queries.providers import providers_here
from attune.credentialing.rules.clearance import Standing
from attune.foundation.authorization import Actor
from attune.kernel.interval import Interval
from attune.matching.models import Assignment, AssignmentOverride
from attune.matching.queries.recommend import Workload
from attune.scheduling.queries.workload import sessions_booked

WEEK = timedelta(days=7)


def workloads(actor: Actor, *, now: datetime, besides: UUID) -> dict[UUID, Workload]:
    """Return how busy each clinician is in the week to come, and whose turn it is among equals.

    Whoever was assigned nobody yet comes first, then who was assigned somebody longest ago; ``besides`` is
    somebody whose own assignment does not count. In the practice's scope. Raises NotPermitted.
    """
    booked = sessions_booked(Interval(now, now + WEEK))
    assigned = Assignment.objects.filter(provider__isnull=False).exclude(about_id=besides)
    last = dict(assigned.values_list("provider_id").annotate(at=Max("assigned_at")))
    turns = {provider_id: turn for turn, provider_id in enumerate(sorted(last, key=lambda one: last[one]), start=1)}
    return {
        one.provider_id: Workload(
            one.weekly_sessions_max, booked.get(one.provider_id, 0), turns.get(one.provider_id, 0)
        )
        for one in providers_here(actor, states=[Standing.ACTIVE])
    }


def chosen_by_staff(about_id: UUID) -> UUID | None:
    """Return the clinician whom the staff chose for somebody who waits, if they did. In the practice's scope."""
    row = (
        AssignmentOverride.objects.filter(assignment__about_id=about_id, assignment__state=Assignment.State.WAITING)
        .order_by("-chosen_at", "-id")
        .first()
    )
    return None if row is None else row.provider_id
