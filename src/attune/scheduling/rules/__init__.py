"""When somebody can be seen, and what may be booked, moved and cancelled, decided from plain values."""
