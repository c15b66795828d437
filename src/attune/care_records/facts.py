"""What happens to records, told to whoever stands above."""

from attune.foundation.facts import fact

NOTE_SIGNED = fact("care_records.note.signed")
"""The reference is the note's id."""
