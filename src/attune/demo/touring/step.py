"""How a thing to try is written down."""

Told = tuple[tuple[str, str, str], ...]
"""What to try, what one sees there, and the page's name, with what it is asked for behind a question mark.

In capitals stands the name of a page that is looked up in the world.
"""
STEPS_MAX = 10
"""The first ones that there are, of those that are told."""

OWN_ACCOUNT: Told = (
    ("End a session elsewhere", "Every place you are signed in, each to be ended.", "own_sessions"),
    ("Choose your mails", "What you are written about, and what stays quiet at night.", "message_preferences"),
    ("Add a passkey", "Beside the app, so that a lost phone locks nobody out.", "mfa_index"),
    ("Change your address", "The new one is asked before the old one is let go.", "account_email"),
)
"""What whoever works here has, whatever they are."""
