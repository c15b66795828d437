"""Who lives in the demonstration: one small world per edition. All names are invented."""
