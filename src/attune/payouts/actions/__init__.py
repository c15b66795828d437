"""What happens to accounts and payouts: one use case a file."""
