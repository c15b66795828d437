"""What is offered to whoever looks for care, is in care, and gives it."""

from attune.demo.touring.step import OWN_ACCOUNT, Told

ANYBODY: Told = (
    (
        "Look for care as a stranger",
        "Seven questions before any account; a time is booked and paid.",
        "onboarding_start",
    ),
    ("See who there is", "Everybody who can be booked, with real free times.", "public_therapists"),
    ("See the team", "Everybody who can be booked, with real free times.", "public_team"),
    (
        "Narrow the search",
        "Anxiety, free within a week; each choice says how many it leaves.",
        "public_therapists?for=anxiety&within=7",
    ),
    ("Read a profile", "What somebody works with, how, for how much, and their next times.", "PROFILE"),
    ("Take a time at once", "Every free start of the next weeks, on your own clock.", "BOOK"),
    ("Find help now", "Whom to call, from every page and without signing in.", "help_now"),
    ("Come with a practice", "What it takes to give care here, and the way in.", "public_for_practices"),
    ("Make an account", "The address is confirmed by a code; the mail is in the sandbox.", "account_signup"),
    ("Sign in", "By passkey or password; staff have a second step.", "account_login"),
    (
        "Forget a password",
        "A code by mail; a stranger learns not whether there is an account.",
        "account_reset_password",
    ),
    ("See what the pages are made of", "Every component, with its states.", "style"),
)
PATIENT: Told = (
    ("See what is next", "Today's session, the questions before it, and what there is to do.", "patient_home"),
    ("Answer the questions", "PHQ-9 on a phone, one question a screen; it is scored at once.", "patient_measures"),
    ("Enter today's session", "Where are you now, the waiting room, then video.", "SESSION"),
    ("Move a session", "Free times of the same provider, for as long as moving is free.", "MOVE"),
    ("Cancel one", "Free until the day before; later the fee is shown first.", "CANCEL"),
    ("Look at your payments", "Each session's payment, with its receipt.", "patient_payments"),
    ("Watch a score change", "The same questions over six weeks, in words.", "patient_measures"),
    ("Read your record", "What was signed, and who opened it.", "patient_record"),
    ("Change your details", "Your address, where sessions find you, children you act for.", "patient_details"),
    ("Add a second step", "A passkey or an app beside the password.", "mfa_index"),
)
PROVIDER: Told = (
    ("See your day", "Today's sessions first, then what waits.", "provider_home"),
    ("Open today's session", "Trend and last note before; video and the note being written during.", "APPOINTMENT"),
    (
        "Sign a note",
        "What is written in a session waits here to be signed; then it can only be added to.",
        "provider_notes",
    ),
    ("Read a chart", "Notes, scores and sessions of one patient, and who looked.", "CHART"),
    ("Drag a session", "The week; who comes is told of the move.", "provider_calendar"),
    ("Change your hours", "On your own clock, with dates that differ.", "provider_hours"),
    ("Change what you offer", "Lengths, notice, groups.", "provider_offerings"),
    ("See what you earn", "Each session with its net amount and its promised day.", "provider_earnings"),
    ("Renew a license", "What ends soon stands first; the renewed one is looked up.", "provider_credentials"),
    ("Change your public page", "What people read before they choose you.", "provider_profile"),
    ("Look at your patients", "Everybody in your care.", "provider_clients"),
    ("Read what you attested", "In the words that were shown.", "provider_agreements"),
)
SUPERVISOR: Told = (
    ("See your day", "Your own sessions first, then what waits for you.", "provider_home"),
    (
        "Read a chart you supervise",
        "A colleague's patient: the signed notes and the scores. That you looked goes on record.",
        "SUPERVISED",
    ),
    ("See who waits", "Whom matching suggests, and the way to choose otherwise, for a reason.", "practice_intake"),
    ("See everybody's week", "All sessions of the practice, provider by provider.", "practice_calendar"),
    ("Look at a colleague's week", "Open hours, sessions, requests.", "WEEK"),
    ("Check the licenses", "Everybody's, with what ends soon first.", "practice_credentials"),
    ("Follow one clinician's standing", "Each license and each check of it, with its evidence.", "CREDENTIALS"),
    ("Open your next session", "Trend and last note before; video and the note during.", "APPOINTMENT"),
    ("Read one of your charts", "Notes, scores and sessions of one patient, and who looked.", "CHART"),
    ("Sign your notes", "Your own sessions' notes wait here; signed, a note can only be added to.", "provider_notes"),
    ("Let a colleague stand in", "Whom, for which chart, until when.", "COVER"),
    ("Set your hours", "Supervisors see patients too, in hours of their own.", "provider_hours"),
    ("See where you may work", "The states that are open, and what each still lacks.", "practice_states"),
    ("Look at your patients", "Everybody in your own care.", "provider_clients"),
    *OWN_ACCOUNT,
)
