"""From a chosen time to a confirmed appointment."""
