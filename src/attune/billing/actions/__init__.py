"""What changes invoices, payments and refunds."""
