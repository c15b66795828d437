"""Settings of the marketplace edition."""

from attune.settings.chosen import *

EDITION = "marketplace"
ROOT_URLCONF = "attune.editions.marketplace.urls"
POLICIES = "attune.editions.marketplace.policies"
API_URLS = "attune.api.marketplace_urls"
