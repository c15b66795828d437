"""The pages of an organization that employs its providers: hiring, and the states it works in."""
