"""Settings of the marketplace edition."""

from attune.settings.chosen import *

EDITION = "marketplace"
ROOT_URLCONF = "attune.editions.marketplace.urls"
POLICIES = "attune.editions.marketplace.policies"
