"""Stripe: payments, connected accounts, payouts and events, by its own library."""
