"""The tasks about people and their places, which open and end by themselves."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from attune.worklist.rules.kinds import TaskKind, UrgencyRule, task_kind

SET_UP_SECOND_FACTOR = task_kind(
    TaskKind(
        name="identity.set_up_second_factor",
        title=_("Set up a second factor"),
        why=_("A password alone can be stolen. An authenticator app or a passkey proves that it is you."),
        action_label=_("Set it up"),
        url_name="mfa_index",
        ends_by_itself=True,
    )
)

CHASE_INVITATION = task_kind(
    TaskKind(
        name="identity.chase_invitation",
        title=_("An invitation waits for its answer"),
        why=_("It was sent a week ago. Send it again, or withdraw it."),
        action_label=_("See the invitation"),
        url_name="members",
        url_name_for_operators="operator_members",
        escalates_to="owner",
        escalates_after=timedelta(days=7),
        ends_by_itself=True,
    )
)

EXTEND_ROLE = task_kind(
    TaskKind(
        name="identity.extend_role",
        title=_("A colleague’s role ends soon"),
        why=_("From that moment they can no longer do this work here. Extend it, or plan who takes over."),
        action_label=_("See the role"),
        url_name="member",
        url_name_for_operators="operator_member",
        url_takes_subject=True,
        urgency=UrgencyRule(urgent_within=timedelta(days=2), soon_within=timedelta(days=7)),
        escalates_to="owner",
        ends_by_itself=True,
    )
)
