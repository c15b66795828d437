"""One folder per outside system; vendors are imported nowhere else."""
