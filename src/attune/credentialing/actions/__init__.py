"""What changes providers, their licenses and what is known of them."""
