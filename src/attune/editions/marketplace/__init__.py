"""The marketplace: many independent practices on shared infrastructure."""
