"""Billing: what a seat costs, invoices, payments, refunds."""
