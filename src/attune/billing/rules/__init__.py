"""What a session costs and how the amount is divided. Plain Python."""
