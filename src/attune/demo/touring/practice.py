"""What is offered to who runs a practice: its owner, its desk, its money, and who looks over all of it."""

from attune.demo.touring.step import OWN_ACCOUNT, Told

_MATCH = ("Compare a name", "A clinician beside an entry of the exclusion list, and the two answers.", "MATCH")
_HIRE = ("Hire somebody", "A checklist from the contract to the first patient.", "practice_hiring")
_INVITE = ("Invite somebody", "A role from one day to another; the mail is in the sandbox.", "invite")
_NUMBERS = (
    "Look at the numbers",
    "Bookings, money, open hours that were filled; each with its table.",
    "practice_numbers",
)
_CALENDAR = ("See everybody's calendar", "All sessions of the week, each to move or cancel.", "practice_calendar")
_INTAKE = ("See who waits", "Whom matching suggests, and the way to choose otherwise.", "practice_intake")
_CREDENTIALS = ("Check credentials", "Licenses, checks, what ends soon.", "practice_credentials")
_PAYMENTS = ("See payments", "What was paid, what was given back, what was declined.", "practice_payments")
_LOG = ("Search the access log", "Who saw which record, and when.", "access_log")
_REFUSED = (
    "See what was refused",
    "Who tried what they may not; nothing stands here until somebody does.",
    "access_log?outcome=refused",
)
_AGREEMENTS = (
    "Read agreements",
    "What you are to sign, and what was signed, in the words that were shown.",
    "practice_agreements",
)
_MESSAGES = ("See messages sent", "What was delivered to whom, without its words.", "deliveries")
_TOKEN = ("Make a token", "For a program that works in your name, until the day you choose.", "api_tokens")
_STATES = ("See the states", "Where the clinic may work, and who is licensed there.", "practice_states")
_OFFERINGS = ("Set offerings", "What is offered, how long, for how much.", "practice_offerings")
_TERMS = ("Set reminders and rooms", "When people are reminded, and where they are seen.", "practice_policies")

OWNER: Told = (
    ("See the practice's day", "What needs doing, today's sessions, the week in numbers.", "practice_home"),
    _NUMBERS,
    ("Follow the money", "What each session earns, and what is paid out on which day.", "practice_finances"),
    ("Trace a payout", "Each of its lines leads back to its session.", "PAYOUT"),
    _PAYMENTS,
    _INVITE,
    _CALENDAR,
    _CREDENTIALS,
    _HIRE,
    ("Open a state", "Where the clinic may work.", "practice_states"),
    _LOG,
    _TERMS,
    _OFFERINGS,
    _AGREEMENTS,
)
ADMINISTRATOR: Told = (
    ("See the practice's day", "What needs doing, today's sessions, the week in numbers.", "practice_home"),
    _INTAKE,
    _CALENDAR,
    ("Look at one clinician's week", "Open hours, sessions, requests.", "WEEK"),
    ("Open a session", "Move it, cancel it, say who came; who comes is told.", "VISIT"),
    ("See the team", "Who works here, as what, until when.", "members"),
    _INVITE,
    _CREDENTIALS,
    _MATCH,
    _HIRE,
    _OFFERINGS,
    _TERMS,
    _NUMBERS,
    _MESSAGES,
)
SCHEDULER: Told = (
    ("See the desk's day", "What waits for the desk, and today's sessions.", "practice_home"),
    _CALENDAR,
    ("Look at one clinician's week", "Open hours, sessions, requests; drag a session to move it.", "WEEK"),
    ("Open a session", "Move it, cancel it, say who came; who comes is told.", "VISIT"),
    _INTAKE,
    ("Change somebody's hours", "A week's pattern, dates that differ, time off.", "HOURS"),
    ("Settle somebody's absence", "Every session that is to come: give it to a colleague or cancel it.", "SETTLE"),
    _OFFERINGS,
    _STATES,
    _AGREEMENTS,
    _TOKEN,
    *OWN_ACCOUNT,
)
BILLER: Told = (
    ("See the practice's day", "What waits for whoever keeps the money.", "practice_home"),
    _PAYMENTS,
    ("Follow the money", "What is on its way to the bank, and what arrived.", "practice_finances"),
    ("Trace a payout", "Each of its lines leads back to its session.", "PAYOUT"),
    ("Read a statement", "A month: earned, shared, paid out; also as PDF.", "STATEMENT"),
    ("Take it to a spreadsheet", "The same month as CSV.", "STATEMENT_CSV"),
    ("See the account", "What the payment processor still asks for.", "practice_account"),
    _NUMBERS,
    ("Take what came in to a spreadsheet", "The table behind the chart, week by week.", "practice_numbers_csv:revenue"),
    _AGREEMENTS,
    _STATES,
    _TOKEN,
    *OWN_ACCOUNT,
)
AUDITOR: Told = (
    _LOG,
    _REFUSED,
    (
        "See who read notes",
        "Each note that was opened, by whom, and why they might.",
        "access_log?action=care_records.note.read",
    ),
    ("See who works here", "Roles with their first and last day, also of who left.", "members"),
    ("Follow one person", "Every role they held, and since when.", "MEMBER"),
    _CREDENTIALS,
    ("Follow one clinician's standing", "Each license and each check of it, with its evidence.", "CREDENTIALS"),
    _AGREEMENTS,
    ("Follow the money", "Every payout, each line with its session.", "practice_finances"),
    ("Trace a payout", "What was paid, shared and sent, to the cent.", "PAYOUT"),
    ("See the states", "Where the clinic may work, with the evidence of each step.", "practice_states"),
    _NUMBERS,
    ("Take the sessions to a spreadsheet", "The table behind the chart.", "practice_numbers_csv:bookings"),
    _TOKEN,
    *OWN_ACCOUNT,
)
