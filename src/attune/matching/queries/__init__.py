"""Reading recommendations, and making them."""
