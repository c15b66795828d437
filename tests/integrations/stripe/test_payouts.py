"""Connected accounts and payouts: opened, told of, paid out, and looked up when an answer was lost."""

from datetime import UTC, date, datetime, timedelta

import pytest

from attune.billing.gateways import IntentRequest
from attune.integrations.stripe.payments import StripePayments
from attune.integrations.stripe.payouts import StripePayouts
from attune.kernel.business_days import add_business_days
from attune.kernel.identifiers import new_id
from attune.kernel.money import Money
from attune.kernel.processor import ProcessorUnavailable, RefusedByProcessor
from attune.payouts.gateways import Balance, MovementKind, PayoutRequest, PayoutState
from attune.sandboxes.stripe import Fault, Rule
from tests.support.processor import Processor

DAY = 24 * 3600


def charge(payments: StripePayments, account: str):
    asked = IntentRequest(new_id(), new_id(), Money(15000), account, Money(2250))
    made = payments.create_intent(asked, key=f"intent:{new_id()}")
    return payments.confirm_intent(
        made.id,
        payment_method="pm_card_visa",
        return_url="https://example.org/",
        key=f"confirm:{new_id()}",
        account=account,
    )


def payout_of(account: str, amount: Money) -> PayoutRequest:
    return PayoutRequest(new_id(), new_id(), account, amount)


def an_hour_ago() -> datetime:
    return datetime.now(UTC) - timedelta(hours=1)


def test_an_account_is_opened_with_what_it_still_must_tell(payouts: StripePayouts):
    practice_id = new_id()

    opened = payouts.open_account(practice_id, key=f"account:{practice_id}")

    assert (opened.practice_id, opened.charges_enabled, opened.payouts_enabled) == (practice_id, False, False)
    assert "external_account" in opened.requirements.currently_due
    assert payouts.accounts_of(practice_id, created_since=an_hour_ago()) == (opened,)


@pytest.mark.parametrize(
    ("outcome", "is_enabled", "due", "pending"),
    [
        ("verified", True, (), 0),
        ("pending", False, (), 1),
        ("document", False, ("individual.verification.document",), 0),
    ],
)
def test_onboarding_ends_as_it_ends(
    payouts: StripePayouts, processor: Processor, outcome: str, is_enabled: bool, due: tuple[str, ...], pending: int
):
    opened = payouts.open_account(new_id(), key=f"account:{new_id()}")

    processor.control.onboard(opened.id, outcome=outcome)

    told = payouts.account(opened.id)
    assert (told.details_submitted, told.charges_enabled, told.payouts_enabled) == (True, is_enabled, is_enabled)
    assert (told.requirements.currently_due, len(told.requirements.pending_verification)) == (due, pending)


def test_a_link_leads_to_the_processors_page(payouts: StripePayouts, processor: Processor):
    opened = payouts.open_account(new_id(), key=f"account:{new_id()}")

    link = payouts.onboarding_link(
        opened.id, return_url="https://example.org/back", refresh_url="https://example.org/again"
    )

    assert link.url.startswith(f"{processor.address}/setup/s/{opened.id}/")
    assert timedelta(0) < link.expires_at - datetime.now(UTC) <= timedelta(minutes=5)


def test_what_was_charged_becomes_available_and_the_platform_pays_the_processor(
    payments: StripePayments, payouts: StripePayouts, processor: Processor, account: str
):
    charge(payments, account)
    before = payouts.balance(account)

    processor.control.move_clock(7 * DAY)

    assert before == Balance(available=Money(0), pending=Money(12750))
    assert payouts.balance(account) == Balance(available=Money(12750), pending=Money(0))
    kinds = {one.kind: one.net for one in payouts.movements(None, created_since=an_hour_ago())}
    assert kinds[MovementKind.COMMISSION] == Money(2250)
    assert kinds[MovementKind.PROCESSOR_FEE] == Money(-465)


def test_a_payout_arrives_after_two_business_days(
    payments: StripePayments, payouts: StripePayouts, processor: Processor, account: str
):
    charge(payments, account)
    processor.control.move_clock(7 * DAY)
    today = (datetime.now(UTC) + timedelta(days=7)).date()
    asked = payout_of(account, Money(12750))

    made = payouts.create_payout(asked, key=f"payout:{asked.payout_id}")
    processor.control.move_clock(7 * DAY + 7200)
    on_its_way = payouts.payout(made.id, account=account)
    processor.control.move_clock(13 * DAY)

    assert (made.state, made.payout_id, made.arrives_on) == (
        PayoutState.PENDING,
        asked.payout_id,
        add_business_days(today, 2),
    )
    assert on_its_way.state is PayoutState.IN_TRANSIT
    assert payouts.payout(made.id, account=account).state is PayoutState.PAID
    assert payouts.balance(account).available == Money(0)


def test_more_than_is_available_is_not_paid_out(payments: StripePayments, payouts: StripePayouts, account: str):
    charge(payments, account)

    with pytest.raises(RefusedByProcessor) as refusal:
        payouts.create_payout(payout_of(account, Money(1)), key=f"payout:{new_id()}")

    assert refusal.value.code == "balance_insufficient"


@pytest.mark.parametrize("days", [7, 13])
def test_a_payout_that_the_bank_sends_back_is_in_the_balance_again(
    payments: StripePayments, payouts: StripePayouts, processor: Processor, account: str, days: int
):
    charge(payments, account)
    processor.control.move_clock(7 * DAY)
    made = payouts.create_payout(payout_of(account, Money(12750)), key=f"payout:{new_id()}")
    processor.control.move_clock(days * DAY)

    processor.control.fail_payout(made.id)

    failed = payouts.payout(made.id, account=account)
    assert (failed.state, failed.failure_code) == (PayoutState.FAILED, "account_closed")
    assert payouts.balance(account).available == Money(12750)


def test_a_payout_whose_answer_was_lost_is_found(
    payments: StripePayments, payouts: StripePayouts, processor: Processor, account: str
):
    charge(payments, account)
    processor.control.move_clock(7 * DAY)
    asked = payout_of(account, Money(5000))
    processor.control.set_faults([Rule(Fault.DROP_AFTER, path="/v1/payouts")])
    with pytest.raises(ProcessorUnavailable):
        payouts.create_payout(asked, key=f"payout:{asked.payout_id}")

    found = payouts.payouts_of(asked.payout_id, account=account, created_since=an_hour_ago())

    assert [one.amount for one in found] == [Money(5000)]
    assert found == (payouts.create_payout(asked, key=f"payout:{asked.payout_id}"),)


def test_days_on_which_banks_are_closed_are_not_counted():
    assert add_business_days(date(2026, 11, 25), 2) == date(2026, 11, 30)
