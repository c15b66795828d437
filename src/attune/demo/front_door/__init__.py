"""One port for the whole product: websockets go to one process, everything else to another."""
