"""Counting, each night, each practice in a scope of its own."""

from django.db import transaction

from attune.foundation.authorization import system_actor
from attune.foundation.background import Call, Tick, job, later, periodic_job
from attune.insights.actions.count_days import count_days
from attune.kernel.identifiers import PLATFORM_ID
from attune.practices.queries.registry import registered_practices


@job("insights.count_days")
def count(call: Call) -> None:
    """Count one practice's days for the platform. Safe to repeat."""
    count_days(call.actor)


@periodic_job("insights.count_everywhere", cron="41 * * * *")
def count_everywhere(tick: Tick) -> None:
    """Let each practice count its days."""
    practices = registered_practices(system_actor(PLATFORM_ID, request_id=tick.request_id))
    with transaction.atomic():
        for practice in practices:
            if not practice.is_closed:
                later(count, practice_id=practice.practice_id, only_one_waiting=True)
