"""The tasks about people who said that they are not safe. A task names nobody."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from attune.worklist.rules.kinds import TaskKind, UrgencyRule, task_kind

CALL_SOMEBODY = task_kind(
    TaskKind(
        name="patients.call_somebody",
        title=_("Somebody who just came to you may not be safe"),
        why=_(
            "They said so when they were asked, and were shown whom to call at once. Reach them, and note how it went."
        ),
        action_label=_("See whom to call"),
        url_name="follow_up",
        url_takes_subject=True,
        urgency=UrgencyRule(urgent_within=timedelta(days=1), soon_within=timedelta(days=3)),
        escalates_to="supervisor",
        escalates_after=timedelta(hours=4),
        ends_by_itself=True,
        is_about_safety=True,
    )
)

LOOK_OUT_FOR_SOMEBODY = task_kind(
    TaskKind(
        name="patients.look_out_for_somebody",
        title=_("Somebody who looks for care may not be safe"),
        why=_(
            "They said so, were shown whom to call at once, and have no practice yet. "
            "If they write or call, answer them first."
        ),
        action_label=_("See what they were shown"),
        url_name="help_now",
        urgency=UrgencyRule(urgent_within=timedelta(days=1), soon_within=timedelta(days=3)),
    )
)
