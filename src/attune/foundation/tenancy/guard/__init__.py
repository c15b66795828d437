"""The guard: one catalogue query that names every hole in the walls; no rows means none."""

from attune.foundation.tenancy.guard.inspection import Defect, find_defects

__all__ = ["Defect", "find_defects"]
