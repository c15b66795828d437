"""The tables of practices: the registry, and what each practice keeps about itself."""

from attune.practices.models.application import Application
from attune.practices.models.authorization import OrganizationAuthorization
from attune.practices.models.employment import Employment
from attune.practices.models.pipeline import PipelineEntry
from attune.practices.models.practice import Practice

__all__ = ["Application", "Employment", "OrganizationAuthorization", "PipelineEntry", "Practice"]
