"""Settings of the clinic edition."""

from attune.settings.chosen import *  # noqa: F403

EDITION = "clinic"
ROOT_URLCONF = "attune.editions.clinic.urls"
POLICIES = "attune.editions.clinic.policies"
