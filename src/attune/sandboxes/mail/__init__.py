"""A mail server that keeps what it is given instead of sending it, and errs like a real one when asked."""

from attune.sandboxes.mail.store import MailStore, StoredMail, latest_to

__all__ = ["MailStore", "StoredMail", "latest_to"]
