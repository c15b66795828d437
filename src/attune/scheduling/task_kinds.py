"""The task of whoever runs the calendars when a provider is gone."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from attune.worklist.rules.kinds import TaskKind, UrgencyRule, task_kind

REASSIGN_SESSIONS = task_kind(
    TaskKind(
        name="scheduling.reassign_sessions",
        title=_("A colleague is gone, and sessions of theirs are still booked"),
        why=_("Nobody gives them now. Give each to somebody else, or cancel it; who comes is told."),
        action_label=_("See the sessions"),
        url_name="reassign_sessions",
        url_takes_subject=True,
        urgency=UrgencyRule(urgent_within=timedelta(days=1), soon_within=timedelta(days=3)),
        escalates_to="owner",
        escalates_after=timedelta(days=1),
        ends_by_itself=True,
    )
)
