"""The worklist's round: each hour, each holder, what to open, what is over, what escalates."""

from django.db import transaction

from attune.foundation.authorization import system_actor
from attune.foundation.background import Call, Tick, job, later, periodic_job
from attune.kernel.identifiers import PLATFORM_ID
from attune.practices.queries.registry import registered_practices
from attune.worklist.actions.escalate import escalate_due_tasks
from attune.worklist.actions.look_over_people import look_over_people


@job("worklist.look_over")
def look_over(call: Call) -> None:
    """Bring one holder's tasks up to date. Safe to repeat; deferred by name when people change."""
    look_over_people(call.actor)
    if escalate_due_tasks(call.actor):
        later("workflows.tell_of_escalated")


@periodic_job("worklist.round", cron="23 * * * *")
def make_round(tick: Tick) -> None:
    """Let each practice, and the platform, be looked over in a scope of its own."""
    practices = registered_practices(system_actor(PLATFORM_ID, request_id=tick.request_id))
    holders = [PLATFORM_ID, *(practice.practice_id for practice in practices if not practice.is_closed)]
    with transaction.atomic():
        for holder_id in holders:
            later(look_over, practice_id=holder_id, only_one_waiting=True)
