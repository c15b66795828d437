"""Settings of the marketplace edition."""

from attune.settings.chosen import *  # noqa: F403

EDITION = "marketplace"
ROOT_URLCONF = "attune.editions.marketplace.urls"
POLICIES = "attune.editions.marketplace.policies"
