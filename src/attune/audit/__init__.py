"""The trail: who did what to whose record, append-only, sealed in one Merkle tree per holder."""
