"""Earnings and payouts, as a practice's own systems read them."""

from datetime import date

import pytest

from attune.foundation.authorization import Role
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.payouts.models import Payout
from tests.api import cast

pytestmark = pytest.mark.usefixtures("db")


def test_an_owner_reads_the_payouts_of_their_practice_and_nobody_elses():
    owner = cast.member(cast.practice(), Role.OWNER)
    for holder in (owner.practice_id, cast.practice().id):
        with scope(holder):
            day = date(2027, 3, 12)
            Payout.objects.create(
                amount_minor=8_500, currency="USD", promised_on=day, expected_on=day, prepared_at=now()
            )

    (listed,) = cast.caller(owner).get("/payouts").json()["items"]
    one = cast.caller(owner).get(f"/payouts/{listed['id']}").json()

    assert (listed["state"], listed["amount_minor"], listed["promised_on"]) == ("prepared", 8_500, "2027-03-12")
    assert one == {**listed, "items": []}


def test_earnings_are_read_by_providers_for_themselves_and_by_who_runs_the_money():
    practice = cast.practice()
    provider, biller, desk = (cast.member(practice, role) for role in (Role.PROVIDER, Role.BILLER, Role.SCHEDULER))

    told = cast.caller(provider).get("/earnings").json()

    assert told == {"items": [], "next_payout_on": None}
    assert cast.caller(biller).get("/practice/earnings").json() == told
    assert cast.caller(provider).get("/practice/earnings").status_code == 403
    assert cast.caller(desk).get("/payouts").status_code == 403
