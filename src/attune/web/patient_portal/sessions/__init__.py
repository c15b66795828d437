"""One's own appointments: seeing, moving and canceling them."""
