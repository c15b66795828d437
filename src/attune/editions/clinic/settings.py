"""Settings of the clinic edition."""

from pathlib import Path

from attune.settings.base import TEMPLATES
from attune.settings.chosen import *

EDITION = "clinic"
ROOT_URLCONF = "attune.editions.clinic.urls"
POLICIES = "attune.editions.clinic.policies"
API_URLS = "attune.api.unified_urls"
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]
FACT_TABLES = ["attune.workflows.facts"]
