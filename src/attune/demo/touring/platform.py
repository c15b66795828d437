"""What is offered to who runs the platform."""

from attune.demo.touring.step import OWN_ACCOUNT, Told

_HOME = ("See what needs a person", "Exceptions first, each with what mends it.", "operator_home")
_PRACTICES = ("Follow a practice's way in", "Applied, checked, signed, live.", "operator_practices")
_ONE = ("Open a practice", "Its facts, its terms, its standing; no patient.", "PRACTICE")
_NUMBERS = (
    "Look at the platform in numbers",
    "Added up from what practices counted; nobody is named.",
    "operator_numbers",
)
_EDITION = ("See the edition", "Who decided on it, when, and why.", "operator_edition")
_MESSAGES = ("See messages sent", "What was delivered to whom, without its words.", "operator_deliveries")
_JOBS = ("Look after jobs", "What gave up, and the way to try again.", "operator_jobs")
_PAYMENTS = ("See payments", "Amounts and states of every practice, no patient's name.", "operator_payments")
_PAYOUTS = ("See payouts", "What was promised, sent, arrived.", "operator_payouts")
_EXCEPTIONS = ("See what hangs", "Payments, payouts and accounts in trouble.", "operator_exceptions")
_REVIEW = ("Review credentials", "Possible matches with exclusion lists.", "operator_credentialing")
_TOKEN = ("Make a token", "For a program that watches over Attune itself.", "operator_api_tokens")
_SECURITY = (
    ("Change your password", "The one you have is asked first.", "account_change_password"),
    ("Find help now", "The page every page leads to; also operators know whom to call.", "help_now"),
    ("See what the pages are made of", "Every component, with its states.", "style"),
)

COMPLIANCE: Told = (
    _HOME,
    ("Read the trail", "Every act of the operators.", "operator_audit"),
    (
        "See what was refused",
        "Who tried what they may not; nothing stands here until somebody does.",
        "operator_audit?outcome=refused",
    ),
    ("See the operators", "Their roles, and who was invited.", "operator_members"),
    ("Invite an operator", "A role from one day to another; the mail is in the sandbox.", "operator_invite"),
    _EDITION,
    _PRACTICES,
    _REVIEW,
    _PAYOUTS,
    _NUMBERS,
    _JOBS,
    _MESSAGES,
    _TOKEN,
    *OWN_ACCOUNT,
)
SUPPORT: Told = (
    _HOME,
    _JOBS,
    _MESSAGES,
    _PRACTICES,
    _NUMBERS,
    _EDITION,
    _TOKEN,
    *OWN_ACCOUNT,
    *_SECURITY,
)
CREDENTIALING: Told = (
    _HOME,
    _REVIEW,
    _PRACTICES,
    _ONE,
    ("Compare a name", "A provider beside the entry of the exclusion list, and the two answers.", "MATCH"),
    _NUMBERS,
    _EDITION,
    _TOKEN,
    *OWN_ACCOUNT,
    *_SECURITY,
)
FINANCE: Told = (
    _HOME,
    _EXCEPTIONS,
    _PAYMENTS,
    (
        "See what was given up",
        "Times that were held and never paid for, once there are any.",
        "operator_payments?state=canceled",
    ),
    ("Trace a payment", "Its booking's number, its entries in the books, and its payout once there is one.", "PAYMENT"),
    _PAYOUTS,
    ("Trace a payout", "Promised, sent, arrived; each line with its payment.", "PAYOUT"),
    _PRACTICES,
    ("Open a practice", "Its legal facts, what it signed, and the share it agreed to.", "PRACTICE"),
    _NUMBERS,
    _EDITION,
    _TOKEN,
    *OWN_ACCOUNT,
    *_SECURITY,
)
