"""A video visit as both its sides see it: the stage with the pictures, and what is said at the door."""
