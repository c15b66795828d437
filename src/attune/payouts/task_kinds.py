"""The tasks about money that waits: an account with open questions, a payout that came back."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from attune.worklist.rules.kinds import TaskKind, UrgencyRule, task_kind

MEND_ACCOUNT = task_kind(
    TaskKind(
        name="payouts.mend_account",
        title=_("The payment processor wants to know something"),
        why=_("Until it is answered, patients may not be able to pay you, or payouts wait."),
        action_label=_("See what is asked"),
        url_name="practice_account",
        urgency=UrgencyRule(urgent_within=timedelta(days=3), soon_within=timedelta(days=14)),
        ends_by_itself=True,
    )
)

MEND_BANK = task_kind(
    TaskKind(
        name="payouts.mend_bank",
        title=_("A payout came back from your bank"),
        why=_(
            "The money is safe in your balance and goes out with the next payout. Put the bank details right before."
        ),
        action_label=_("See the payout"),
        url_name="practice_payout",
        url_takes_subject=True,
        urgency=UrgencyRule(urgent_within=timedelta(days=3)),
        ends_by_itself=True,
    )
)
