"""Open pages that update by themselves: PostgreSQL's notifications, passed on over websockets."""
