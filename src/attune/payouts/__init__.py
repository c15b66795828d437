"""Payouts: what the platform pays out to practices, when, and what each payout is made of."""
