"""Listings: what the public may know of who can be booked, published by each practice."""
