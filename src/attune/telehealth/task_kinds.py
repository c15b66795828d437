"""The task of a session whose evidence settles nothing."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from attune.worklist.rules.kinds import TaskKind, UrgencyRule, task_kind

SAY_WHO_CAME = task_kind(
    TaskKind(
        name="telehealth.say_who_came",
        title=_("Say who came to a session"),
        why=_("The video does not tell by itself whether you met. Until somebody says it, nothing is paid out for it."),
        action_label=_("Open the session"),
        url_name="session",
        url_takes_subject=True,
        urgency=UrgencyRule(urgent_within=timedelta(hours=12), soon_within=timedelta(days=1)),
        escalates_to="administrator",
        escalates_after=timedelta(days=1),
        ends_by_itself=True,
    )
)
