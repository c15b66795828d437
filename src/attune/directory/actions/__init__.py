"""What writes listings: in the very transaction that changed the fact."""
