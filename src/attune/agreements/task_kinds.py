"""The task that the end of a contract leaves a practice with."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from attune.worklist.rules.kinds import TaskKind, UrgencyRule, task_kind

SETTLE_AFTER_END = task_kind(
    TaskKind(
        name="agreements.settle_after_end",
        title=_("Settle what is booked after the contract’s end"),
        why=_("No session takes place here from that moment on. Move each one before it, or cancel it."),
        action_label=_("See the sessions"),
        url_name="practice_end_contract",
        urgency=UrgencyRule(urgent_within=timedelta(days=7), soon_within=timedelta(days=14)),
        escalates_to="owner",
        escalates_after=timedelta(days=1),
    )
)
