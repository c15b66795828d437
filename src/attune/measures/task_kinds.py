"""The task about an answer that cannot wait. A task names nobody and no answer."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from attune.worklist.rules.kinds import TaskKind, UrgencyRule, task_kind

REACH_SOMEBODY = task_kind(
    TaskKind(
        name="measures.reach_somebody",
        title=_("Somebody in your care needs to hear from you today"),
        why=_("An answer asks for it. They were shown whom to call at once. Reach them, and note how it went."),
        action_label=_("See whom to reach"),
        url_name="safety_flag",
        url_takes_subject=True,
        urgency=UrgencyRule(urgent_within=timedelta(days=1), soon_within=timedelta(days=3)),
        escalates_to="supervisor",
        ends_by_itself=True,
        is_about_safety=True,
    )
)
