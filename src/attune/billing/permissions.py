"""Who pays, who sees what was paid, and what only what happened may do."""

from attune.foundation.authorization import Role, permission

PAY = permission("billing.payment.pay", "pay for their own sessions", {Role.PATIENT})
SEE_OWN_PAYMENTS = permission("billing.payment.see_own", "see their own payments and receipts", {Role.PATIENT})
SEE_PAYMENTS = permission(
    "billing.payment.see",
    "see the payments of the practice",
    {Role.OWNER, Role.ADMINISTRATOR, Role.BILLER, Role.FINANCE},
)
SEE_SEAT_MONEY = permission(
    "billing.seat_money.see",
    "see what a session costs, whether it is paid and what is paid out for it",
    {Role.PATIENT, Role.PROVIDER, Role.OWNER, Role.ADMINISTRATOR, Role.BILLER, Role.SCHEDULER, Role.FINANCE},
)
APPLY_PAYMENT = permission("billing.payment.apply", "write down what became of a payment, by jobs", ())
REQUEST_REFUND = permission("billing.refund.request", "give money back, by what became of a session", ())
COUNT_MONEY = permission(
    "billing.money.count",
    "count what the practice received, without whose it was",
    {Role.OWNER, Role.ADMINISTRATOR, Role.BILLER, Role.AUDITOR},
)
