"""Pages about what a practice earns: its account, earnings, payouts, statements, and the operators' view of all."""
