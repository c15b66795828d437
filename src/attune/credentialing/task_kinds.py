"""The tasks about credentials: matches to look at, licenses that end."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from attune.worklist.rules.kinds import TaskKind, UrgencyRule, task_kind

REVIEW_MATCH = task_kind(
    TaskKind(
        name="credentialing.review_match",
        title=_("A provider may be on an exclusion list"),
        why=_("Name and birth date, or the NPI, are those of somebody who may not be paid for care. Look, and decide."),
        action_label=_("Look at the match"),
        url_name="practice_credentials",
        url_name_for_operators="operator_credentialing",
        urgency=UrgencyRule(urgent_within=timedelta(days=2), soon_within=timedelta(days=5)),
        escalates_to="compliance",
        ends_by_itself=True,
    )
)

RENEW_LICENSE = task_kind(
    TaskKind(
        name="credentialing.renew_license",
        title=_("A license of yours ends soon"),
        why=_("From the midnight after its last day nobody in that state can book you. Add the renewal."),
        action_label=_("See your licenses"),
        url_name="provider_credentials",
        urgency=UrgencyRule(urgent_within=timedelta(days=7), soon_within=timedelta(days=30)),
        escalates_to="administrator",
        ends_by_itself=True,
    )
)
