"""Earnings and payouts, as a practice's own systems read them."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from attune.billing.actions.request_refund import request_refund
from attune.billing.rules.states import RefundReason
from attune.foundation.authorization import Role, system_actor
from attune.foundation.clock import move_clock, now
from attune.foundation.tenancy import scope
from attune.payouts.models import Payout
from tests.api import cast
from tests.payouts.taking_place import let_it_take_place, pay_in_memory
from tests.scheduling.booking import at
from tests.support import world
from tests.workflows.bookable import open_practice, seeker
from tests.workflows.paying import checked_out


@pytest.fixture
def open_world(committed_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[world.World]:
    pay_in_memory(monkeypatch)
    yield world.cast()
    move_clock(timedelta(0))


@pytest.mark.usefixtures("db")
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
    assert one == {**listed, "items": [], "set_offs": []}


@pytest.mark.usefixtures("db")
def test_earnings_are_read_by_providers_for_themselves_and_by_who_runs_the_money():
    practice = cast.practice()
    provider, biller, desk = (cast.member(practice, role) for role in (Role.PROVIDER, Role.BILLER, Role.SCHEDULER))

    told = cast.caller(provider).get("/earnings").json()

    assert told == {"items": [], "taken_off": [], "next_payout_on": None}
    assert cast.caller(biller).get("/practice/earnings").json() == told
    assert cast.caller(provider).get("/practice/earnings").status_code == 403
    assert cast.caller(desk).get("/payouts").status_code == 403


def test_what_went_back_after_its_payout_is_told_until_and_after_it_was_set_off(open_world):
    where, weeks = open_practice(open_world.a), timedelta(days=14)
    owner, provider = (cast.caller(open_world.a[role].actor, days=60) for role in (Role.OWNER, Role.PROVIDER))
    given_back = checked_out(seeker(), where, at(9, days=2))
    given_back.pay()
    let_it_take_place(given_back)
    paid, net = given_back.facts, given_back.facts.net.minor
    with scope(given_back.practice_id):
        system = system_actor(given_back.practice_id)
        request_refund(system, payment_id=paid.payment_id, amount=paid.amount, reason=RefundReason.MISSED)

    owed = provider.get("/earnings").json()
    move_clock(weeks)
    second = checked_out(seeker("noor@example.org", "Noor Haddad"), where, at(11, days=2))
    second.pay()
    let_it_take_place(second, after=weeks)
    (smaller,) = [one for one in owner.get("/payouts").json()["items"] if one["set_off_minor"]]
    traced = owner.get(f"/payouts/{smaller['id']}").json()
    settled = owner.get("/practice/earnings").json()

    assert [(one["payment_id"], one["net_minor"]) for one in owed["items"]] == [(str(paid.payment_id), net)]
    (waiting,) = owed["taken_off"]
    told = (waiting["payment_id"], waiting["seat_id"], waiting["amount_minor"], waiting["state"], waiting["payout_id"])
    assert told == (str(paid.payment_id), str(given_back.seat_id), net, "owed", None)
    assert [(one["payment_id"], one["amount_minor"]) for one in traced["set_offs"]] == [(str(paid.payment_id), net)]
    (taken,) = settled["taken_off"]
    # On a weekend the bank has not answered yet.
    state, day = ("arrived", smaller["arrived_on"]) if smaller["arrived_on"] else ("set_off", smaller["expected_on"])
    assert taken == {**waiting, "day": day, "state": state, "payout_id": smaller["id"]}
