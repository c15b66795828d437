"""Stripe, as the product asks it and as the sandbox answers."""
