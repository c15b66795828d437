"""Settings of the marketplace edition."""

from pathlib import Path

from attune.settings.base import TEMPLATES
from attune.settings.chosen import *

EDITION = "marketplace"
ROOT_URLCONF = "attune.editions.marketplace.urls"
POLICIES = "attune.editions.marketplace.policies"
API_URLS = "attune.api.marketplace_urls"
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]
PAYOUT_PROCESSOR = "attune.integrations.stripe.payouts.StripePayouts"
