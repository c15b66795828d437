"""The way in: questions, an account, consents; for anyone, before there is a practice."""
