"""Work done later."""
