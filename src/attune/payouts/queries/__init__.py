"""What is known of accounts, payouts and earnings."""
