"""Settings of the marketplace edition."""

from pathlib import Path

from attune.settings.base import INSTALLED_APPS, TEMPLATES
from attune.settings.chosen import *

EDITION = "marketplace"
ROOT_URLCONF = "attune.editions.marketplace.urls"
POLICIES = "attune.editions.marketplace.policies"
API_URLS = "attune.api.marketplace_urls"
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]
INSTALLED_APPS = [*INSTALLED_APPS, "attune.payouts"]
FACT_TABLES = ["attune.workflows.facts", "attune.workflows.facts_of_payouts"]
PAYOUT_PROCESSOR = "attune.integrations.stripe.payouts.StripePayouts"
STATEMENT_PRINTER = "attune.integrations.typst.statement.TypstStatements"
