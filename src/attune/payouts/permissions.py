"""Who may see and move what a practice earned. Nobody's name, no fact about care."""

from attune.foundation.authorization import Role, permission

SEE_ACCOUNT = permission(
    "payouts.account.see",
    "see what the practice's account at the payment processor may do",
    {Role.OWNER, Role.ADMINISTRATOR, Role.BILLER, Role.FINANCE, Role.COMPLIANCE, Role.CREDENTIALING},
)
OPEN_ACCOUNT = permission(
    "payouts.account.open", "open the practice's account at the payment processor, and tell it who it is", {Role.OWNER}
)
SEE_PAYOUTS = permission(
    "payouts.payout.see",
    "see the practice's payouts and its statements",
    {Role.OWNER, Role.BILLER, Role.AUDITOR, Role.FINANCE, Role.COMPLIANCE},
)
SEE_OWN_EARNINGS = permission(
    "payouts.earnings.see", "see what their own sessions earn, and when it arrives", {Role.PROVIDER}
)
SEND_PAYOUT = permission("payouts.payout.send", "prepare and send payouts, which the system does", ())
OPERATE_MONEY = permission(
    "payouts.operating.see",
    "see payments and payouts of all practices, without a person's name",
    {Role.FINANCE, Role.COMPLIANCE},
)
PROJECT_MONEY = permission(
    "payouts.operating.write", "tell the operators how a practice's money stands, which the system does", ()
)
MIRROR_FEES = permission(
    "payouts.fee.mirror", "enter in the platform's book what practices' books say, which the system does", ()
)
MEND_MONEY = permission(
    "payouts.operating.mend", "have payments, refunds and payouts that hang looked at again", {Role.FINANCE}
)
