"""What a trail is: its trees, its encoding, and how tampering shows. Plain Python."""
