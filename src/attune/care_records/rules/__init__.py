"""What holds of notes, as functions of values."""
