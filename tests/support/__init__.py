"""What several tests use: databases, a cast of people, sample tables."""
