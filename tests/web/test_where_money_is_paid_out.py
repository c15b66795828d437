"""Money is paid out where practices hold their own records, and nowhere else: no page, no job, no fact of it."""

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import NoReverseMatch, reverse

from attune.foundation.background.register import every_job

NAMES = ("provider_earnings", "practice_finances", "practice_account", "operator_payments", "operator_exceptions")


@pytest.mark.edition
def test_money_is_paid_out_where_practices_hold_their_own_and_nowhere_else():
    is_there = apps.is_installed("attune.payouts")
    found = []
    for name in NAMES:
        try:
            found.append(reverse(name))
        except NoReverseMatch:
            continue

    assert is_there is (settings.EDITION == "marketplace")
    assert len(found) == (len(NAMES) if is_there else 0)
    assert any(one.name.startswith("payouts.") for one in every_job()) is is_there


@pytest.mark.edition
def test_each_edition_follows_the_tables_of_the_contexts_it_installs():
    assert ("attune.workflows.facts_of_payouts" in settings.FACT_TABLES) == apps.is_installed("attune.payouts")
