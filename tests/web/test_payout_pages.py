"""The pages of earnings, payouts and statements, the account's, and the operators' view of all money."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from attune.billing.actions.request_refund import request_refund
from attune.billing.queries.payments import payments_of_practice
from attune.billing.rules.states import RefundReason
from attune.foundation.authorization import Role, system_actor
from attune.foundation.clock import move_clock, now
from attune.foundation.tenancy import Plane, scope
from attune.kernel.money import Money
from attune.ledger.rules.entry import EntryKind
from attune.payouts.actions.project import ProjectedPayment, project_payment
from attune.payouts.models import ConnectedAccount, OperatingPayment, Payout
from attune.payouts.queries.operating import payment_sums
from attune.scheduling.actions.mark_attendance import mark_attendance
from attune.scheduling.models import Seat
from attune.web.components.formatting import date_within, money
from attune.web.operator_console.money_trace import KINDS
from attune.workflows.earnings import own_earnings
from tests.payouts.taking_place import let_it_take_place, pay_in_memory
from tests.scheduling.booking import Bookable, at
from tests.support.world import ZONE, CastMember, World, cast, sign_in
from tests.workflows.bookable import open_practice, seeker
from tests.workflows.paying import Checkout, checked_out


@pytest.fixture
def world(committed_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    pay_in_memory(monkeypatch)
    yield cast()
    move_clock(timedelta(0))


@pytest.fixture
def where(world: World) -> Bookable:
    return open_practice(world.a)


@pytest.fixture
def paid(where: Bookable) -> Checkout:
    mine = checked_out(seeker(), where, at(9, days=2))
    mine.pay()
    return mine


def browser(member: CastMember) -> Client:
    client = Client()
    sign_in(client, member)
    return client


def page(member: CastMember, address: str, *, status: int = 200) -> str:
    answer = browser(member).get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize(("role", "is_led_there"), [(Role.OWNER, True), (Role.AUDITOR, False)])
def test_finances_lead_to_the_account_whoever_may_open_it(world: World, role: Role, is_led_there: bool):
    address = reverse("practice_account")

    assert (f'href="{address}"' in page(world.a[role], "/practice/finances")) is is_led_there
    page(world.a[role], address, status=200 if is_led_there else 403)


def test_a_provider_sees_from_the_booking_on_what_they_get_and_when(world: World, paid: Checkout):
    facts = paid.facts

    told = page(world.a[Role.PROVIDER], "/provider/earnings")

    assert facts.payout_on is not None
    assert f"Next payout: {facts.payout_on:%a, %B} {facts.payout_on.day}" in told
    assert money(facts.net) in told
    assert "Promised" in told
    assert f"/provider/calendar/{_appointment(paid)}" in told


def _appointment(paid: Checkout) -> UUID:
    with scope(paid.practice_id):
        return Seat.objects.get(id=paid.seat_id).appointment_id


def test_an_owner_follows_a_payout_to_its_sessions_and_takes_the_statement(world: World, paid: Checkout):
    let_it_take_place(paid)
    owner = world.a[Role.OWNER]

    finances = page(owner, "/practice/finances")
    (payout,) = set(re.findall(r"/practice/finances/payouts/[0-9a-f-]{36}", finances))
    one = page(owner, payout)
    month = f"{_day_of_arrival(paid):%Y-%m}"
    statement = page(owner, f"/practice/finances/statements/{month}")
    rows = list(csv.DictReader(io.StringIO(page(owner, f"/practice/finances/statements/{month}/csv"))))
    pdf = browser(owner).get(f"/practice/finances/statements/{month}/pdf")

    assert f"/practice/calendar/{_appointment(paid)}" in one
    assert money(paid.facts.net) in statement
    assert [(row["payment"], int(row["net_minor"])) for row in rows] == [(str(paid.payment_id), paid.facts.net.minor)]
    assert pdf.content.startswith(b"%PDF")
    assert world.b is not None
    assert page(world.b[Role.OWNER], payout, status=404)
    assert "Nothing is booked" in page(world.b[Role.OWNER], "/practice/finances")


def test_what_was_given_back_after_its_payout_stands_on_finances_payout_and_statement(
    world: World, where: Bookable, paid: Checkout
):
    let_it_take_place(paid)
    owner, system = world.a[Role.OWNER], system_actor(paid.practice_id)
    with scope(paid.practice_id):
        request_refund(system, payment_id=paid.payment_id, amount=Money(2_000), reason=RefundReason.MISSED)
    owed = Money(2_000) - paid.facts.commission_returned
    finances = page(owner, "/practice/finances")
    weeks = timedelta(days=14)
    move_clock(weeks)
    second = checked_out(seeker("noor@example.org", "Noor Haddad"), where, at(11, days=2))
    second.pay()
    let_it_take_place(second, after=weeks)

    with scope(paid.practice_id):
        smaller = Payout.objects.order_by("prepared_at").last()
        assert smaller is not None
    shown = page(owner, f"/practice/finances/payouts/{smaller.id}")
    month = f"{smaller.expected_on:%Y-%m}"
    rows = csv.DictReader(io.StringIO(page(owner, f"/practice/finances/statements/{month}/csv")))
    taken_off = [(row["payment"], int(row["net_minor"])) for row in rows if int(row["net_minor"]) < 0]

    assert "Set off against the next payouts" in finances
    # What was sent is on its way whole.
    assert money(paid.facts.net) in finances
    assert "Set off: given back after its payout" not in finances
    assert money(owed) in finances
    assert money(-owed) in shown
    assert smaller.amount_minor == (second.facts.net - owed).minor
    assert taken_off == [(str(paid.payment_id), -owed.minor)]
    assert money(-owed) in page(owner, f"/practice/finances/statements/{month}")
    assert browser(owner).get(f"/practice/finances/statements/{month}/pdf").content.startswith(b"%PDF")
    assert "Set off against the next payouts" not in page(owner, "/practice/finances")


def test_a_provider_sees_what_was_given_back_whole_after_its_payout_with_its_day(
    world: World, where: Bookable, paid: Checkout
):
    let_it_take_place(paid)
    provider, system, amount = world.a[Role.PROVIDER], system_actor(paid.practice_id), paid.facts.amount
    with scope(paid.practice_id):
        request_refund(system, payment_id=paid.payment_id, amount=amount, reason=RefundReason.MISSED)
    with scope(paid.practice_id):
        (owed,) = own_earnings(provider.actor).owed
    looked_on = now().astimezone(ZoneInfo(ZONE)).date()
    waiting = page(provider, "/provider/earnings")
    weeks = timedelta(days=14)
    move_clock(weeks)
    second = checked_out(seeker("noor@example.org", "Noor Haddad"), where, at(11, days=2))
    second.pay()
    coming = page(provider, "/provider/earnings")
    let_it_take_place(second, after=weeks)

    with scope(paid.practice_id):
        after = own_earnings(provider.actor)

    net = paid.facts.net
    assert owed.amount == net
    assert re.findall("given back, since ([^<]+)<", waiting) == [date_within(owed.day, today=looked_on)]
    assert money(-net) in waiting
    assert "Set off against the next payouts" in waiting
    # What comes next is told as it will arrive.
    assert money(second.facts.net - net) in coming
    assert after.owed == ()
    assert [one.amount for one in after.taken_off] == [net]
    assert {one.payment_id for one in after.sessions} == {paid.payment_id, second.payment_id}
    assert "To be set off" not in page(provider, "/provider/earnings")
    assert money(-net) in page(provider, "/provider/earnings") + page(provider, "/provider/earnings?show=arrived")
    with scope(paid.practice_id):
        whole = Payout.objects.get(state=Payout.State.SET_OFF)
    trace = page(world.platform[Role.FINANCE], f"/operate/practices/{paid.practice_id}/payouts/{whole.id}")
    assert [told in trace for told in ("Set off, and not sent", "Nothing was sent", money(net))] == [True] * 3
    assert re.findall(r'href="([^"]+)"[^>]*aria-current="page"', trace)[:1] == ["/operate/payouts"]


def test_every_kind_of_entry_has_words():
    assert set(KINDS) == set(EntryKind)


def test_operators_see_a_payout_s_entries_with_all_they_moved(world: World, where: Bookable, paid: Checkout):
    second = checked_out(seeker("noor@example.org", "Noor Haddad"), where, at(11, days=2))
    second.pay()
    move_clock(timedelta(days=3))
    with where.open():
        mark_attendance(where.provider, seat_id=second.seat_id, has_attended=True)
    let_it_take_place(paid)
    with scope(paid.practice_id):
        payout = Payout.objects.get()

    trace = page(world.platform[Role.FINANCE], f"/operate/practices/{paid.practice_id}/payouts/{payout.id}")

    assert payout.amount_minor == (paid.facts.net + second.facts.net).minor
    entries = trace.partition("Entries in the practice’s book")[2]
    assert money(paid.facts.net + second.facts.net) in entries
    assert money(paid.facts.net) not in entries


def _day_of_arrival(paid: Checkout) -> date:
    with scope(paid.practice_id):
        return Payout.objects.get().expected_on


@pytest.mark.parametrize("month", ["2999-01", "2026-13", "yesterday"])
def test_a_statement_of_no_month_is_not_there(world: World, month: str):
    page(world.a[Role.OWNER], f"/practice/finances/statements/{month}", status=404)


def test_who_does_not_run_the_money_does_not_see_it(world: World):
    page(world.a[Role.SCHEDULER], "/practice/finances", status=403)
    page(world.a[Role.ADMINISTRATOR], "/practice/finances/account")
    page(world.platform[Role.SUPPORT], "/operate/payments", status=403)


def test_operators_see_sums_that_a_recount_finds_and_nobodys_name(world: World, where: Bookable, paid: Checkout):
    second = checked_out(seeker("noor@example.org", "Noor Haddad"), where, at(11, days=3))
    second.pay()
    finance = world.platform[Role.FINANCE]

    told = page(finance, "/operate/payments")
    sums = payment_sums(finance.actor)

    with scope(where.practice.practice_id, plane=Plane.BUSINESS):
        recount = payments_of_practice(system_actor(where.practice.practice_id))
    assert (sums.count, sums.paid.minor, sums.commission.minor) == (
        len(recount),
        sum(one.amount.minor for one in recount),
        sum(one.commission.minor for one in recount),
    )
    assert money(sums.paid) in told
    trace = page(finance, f"/operate/practices/{where.practice.practice_id}/payments/{paid.payment_id}")
    assert str(paid.seat_id) in trace
    assert [name for name in ("Mira", "Noor", "Okafor", "Haddad") if name in told + trace] == []
    assert "No payment here" in page(finance, "/operate/payments?state=canceled")
    assert "No payout here" in page(finance, "/operate/payouts")


def test_each_exception_has_the_action_that_mends_it(world: World, where: Bookable):
    practice_id = where.practice.practice_id
    finance, compliance = world.platform[Role.FINANCE], world.platform[Role.COMPLIANCE]
    assert "Nothing needs you" in page(finance, "/operate/exceptions")
    told = ProjectedPayment(
        payment_id=practice_id,
        seat_id=practice_id,
        state="succeeded",
        problem="not_booked",
        amount_minor=15_000,
        commission_minor=2_250,
        refunded_minor=0,
        currency="USD",
        asked_at=now(),
    )
    with scope(practice_id):
        project_payment(system_actor(practice_id), told)
        ConnectedAccount.objects.update(may_pay_out=False)
    OperatingPayment.objects.update(changed_at=now() - timedelta(hours=2))

    before, looked = (page(who, "/operate/exceptions") for who in (finance, compliance))
    answer = browser(finance).post(f"/operate/practices/{practice_id}/mend-money")

    assert "Paid, and the time was gone" in before
    assert (before.count("Follow it"), looked.count("Follow it")) == (1, 1)
    assert f"/operate/practices/{practice_id}/mend-money" in before
    assert answer.status_code == 302
    assert browser(compliance).post(f"/operate/practices/{practice_id}/mend-money").status_code == 403


def test_the_account_is_opened_by_the_owner_and_says_in_words_what_is_asked(world: World):
    owner = browser(world.a[Role.OWNER])
    before = owner.get("/practice/finances/account").content.decode()
    earned_before = owner.get("/practice/finances").content.decode()

    assert owner.post("/practice/finances/account/open").status_code == 302
    after = owner.get("/practice/finances/account").content.decode()
    earned_after = owner.get("/practice/finances").content.decode()
    away = owner.get("/practice/finances/account/onboard")

    assert "Nobody can pay you yet" in before
    assert ("See the account" in earned_before, "See what is asked" in earned_before) == (True, False)
    assert ("Nobody can pay you yet" in earned_after, "See what is asked" in earned_after) == (True, True)
    assert "The bank account that payouts go to" in after
    assert "Your date of birth" in after
    assert away.status_code == 302
    assert away["Location"].startswith("https://processor.test/acct_")
    assert browser(world.a[Role.ADMINISTRATOR]).post("/practice/finances/account/open").status_code == 403
    assert browser(world.a[Role.ADMINISTRATOR]).get("/practice/finances/account/onboard").status_code == 403


def test_before_there_is_an_account_nobody_is_led_to_the_processor(world: World):
    answer = browser(world.a[Role.OWNER]).get("/practice/finances/account/onboard")

    assert (answer.status_code, answer["Location"]) == (302, "/practice/finances/account")
