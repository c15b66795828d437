"""One's own record: what was written, what was agreed to, who looked; and taking it along."""
