"""The measurements run; what they measure is not asserted here."""
