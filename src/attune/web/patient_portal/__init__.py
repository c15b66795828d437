"""The patient portal: one's own care."""
