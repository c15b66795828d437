"""Care records: what happened in a session, in the words of who gave it."""
