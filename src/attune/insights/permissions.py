"""Who sees numbers about the whole."""

from attune.foundation.authorization import Role, permission

SEE_NUMBERS = permission(
    "insights.numbers.see",
    "see the practice in numbers",
    {Role.OWNER, Role.ADMINISTRATOR, Role.BILLER, Role.AUDITOR},
)
SEE_OPERATING_NUMBERS = permission(
    "insights.operating.see",
    "see the platform in numbers, from what names nobody",
    {Role.COMPLIANCE, Role.SUPPORT, Role.FINANCE, Role.CREDENTIALING},
)
COUNT = permission("insights.numbers.count", "count a practice's days for the platform, by jobs", ())
