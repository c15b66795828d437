"""Settings of the clinic edition."""

from attune.settings.chosen import *

EDITION = "clinic"
ROOT_URLCONF = "attune.editions.clinic.urls"
POLICIES = "attune.editions.clinic.policies"
API_URLS = "attune.api.unified_urls"
