"""What the tour offers each role, and where in a world it is done."""
