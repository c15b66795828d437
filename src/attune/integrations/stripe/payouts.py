"""Connected accounts and payouts by Stripe. Source: docs.stripe.com/connect/accounts."""

from datetime import datetime
from typing import Final
from uuid import UUID

import stripe
from stripe.params import (
    AccountCreateParams,
    AccountLinkCreateParams,
    AccountListParams,
    BalanceTransactionListParams,
    PayoutCreateParams,
    PayoutListParams,
)

from attune.integrations.stripe.client import (
    PAYOUT,
    PRACTICE,
    client,
    errors_translated,
    moment,
    money,
    options,
    our_id,
)
from attune.kernel.money import Money
from attune.payouts.gateways import (
    Balance,
    ConnectedAccount,
    Movement,
    MovementKind,
    OnboardingLink,
    PayoutRequest,
    PayoutState,
    ProcessorPayout,
    Requirements,
)

PAGE: Final = 100
CURRENCY: Final = "usd"
KINDS: Final = {
    "charge": MovementKind.CHARGE,
    "payment": MovementKind.CHARGE,
    "refund": MovementKind.REFUND,
    "payment_refund": MovementKind.REFUND,
    "refund_failure": MovementKind.REFUND,
    "application_fee": MovementKind.COMMISSION,
    "application_fee_refund": MovementKind.COMMISSION_BACK,
    "stripe_fee": MovementKind.PROCESSOR_FEE,
    "payout": MovementKind.PAYOUT,
    "payout_cancel": MovementKind.PAYOUT_BACK,
    "payout_failure": MovementKind.PAYOUT_BACK,
}


class StripePayouts:
    """The payment processor, for payouts."""

    def __init__(self) -> None:
        self._stripe = client()

    def open_account(self, practice_id: UUID, *, key: str) -> ConnectedAccount:
        """Open an account that the platform pays for and answers for, and whose payouts wait for it."""
        params: AccountCreateParams = {
            "country": "US",
            "controller": {
                "fees": {"payer": "application"},
                "losses": {"payments": "application"},
                "stripe_dashboard": {"type": "express"},
            },
            "capabilities": {"card_payments": {"requested": True}, "transfers": {"requested": True}},
            "settings": {"payouts": {"schedule": {"interval": "manual"}}},
            "metadata": {PRACTICE: str(practice_id)},
        }
        with errors_translated():
            return _account(self._stripe.v1.accounts.create(params, options(None, key=key)))

    def account(self, account_id: str) -> ConnectedAccount:
        """Return an account as it is now."""
        with errors_translated():
            return _account(self._stripe.v1.accounts.retrieve(account_id))

    def accounts_of(self, practice_id: UUID, *, created_since: datetime) -> tuple[ConnectedAccount, ...]:
        """Look through all accounts since a moment."""
        params: AccountListParams = {"created": {"gte": int(created_since.timestamp())}, "limit": PAGE}
        with errors_translated():
            listed = self._stripe.v1.accounts.list(params).auto_paging_iter()
            found = [one for one in listed if our_id(one.metadata, PRACTICE) == practice_id]
        return tuple(_account(one) for one in reversed(found))

    def onboarding_link(self, account_id: str, *, return_url: str, refresh_url: str) -> OnboardingLink:
        """Return a link to Stripe's own page."""
        params: AccountLinkCreateParams = {
            "account": account_id,
            "return_url": return_url,
            "refresh_url": refresh_url,
            "type": "account_onboarding",
        }
        with errors_translated():
            made = self._stripe.v1.account_links.create(params)
        return OnboardingLink(made.url, moment(made.expires_at))

    def balance(self, account_id: str | None) -> Balance:
        """Return an account's balance."""
        with errors_translated():
            found = self._stripe.v1.balance.retrieve(None, options(account_id))
        return Balance(available=_in_dollars(found.available), pending=_in_dollars(found.pending))

    def movements(self, account_id: str | None, *, created_since: datetime) -> tuple[Movement, ...]:
        """Return every change of a balance since a moment."""
        params: BalanceTransactionListParams = {"created": {"gte": int(created_since.timestamp())}, "limit": PAGE}
        with errors_translated():
            listed = self._stripe.v1.balance_transactions.list(params, options(account_id))
            return tuple(_movement(one) for one in list(listed.auto_paging_iter())[::-1])

    def create_payout(self, request: PayoutRequest, *, key: str) -> ProcessorPayout:
        """Send money to the bank."""
        params: PayoutCreateParams = {
            "amount": request.amount.minor,
            "currency": request.amount.currency.lower(),
            "metadata": {PAYOUT: str(request.payout_id), PRACTICE: str(request.practice_id)},
        }
        with errors_translated():
            return _payout(self._stripe.v1.payouts.create(params, options(request.account, key=key)))

    def payout(self, payout_id: str, *, account: str) -> ProcessorPayout:
        """Return a payout as it is now."""
        with errors_translated():
            return _payout(self._stripe.v1.payouts.retrieve(payout_id, None, options(account)))

    def payouts_of(self, payout_id: UUID, *, account: str, created_since: datetime) -> tuple[ProcessorPayout, ...]:
        """Look through an account's payouts since a moment."""
        params: PayoutListParams = {"created": {"gte": int(created_since.timestamp())}, "limit": PAGE}
        with errors_translated():
            listed = self._stripe.v1.payouts.list(params, options(account)).auto_paging_iter()
            found = [one for one in listed if our_id(one.metadata, PAYOUT) == payout_id]
        return tuple(_payout(one) for one in reversed(found))


def _account(found: stripe.Account) -> ConnectedAccount:
    wanted = found.requirements
    return ConnectedAccount(
        id=found.id,
        practice_id=our_id(found.metadata, PRACTICE),
        details_submitted=bool(found.details_submitted),
        charges_enabled=bool(found.charges_enabled),
        payouts_enabled=bool(found.payouts_enabled),
        requirements=Requirements(
            currently_due=tuple(wanted.currently_due or ()),
            past_due=tuple(wanted.past_due or ()),
            eventually_due=tuple(wanted.eventually_due or ()),
            pending_verification=tuple(wanted.pending_verification or ()),
            disabled_reason=wanted.disabled_reason or "",
            deadline=moment(wanted.current_deadline) if wanted.current_deadline else None,
        )
        if wanted
        else Requirements(),
        created_at=moment(found.created or 0),
    )


def _in_dollars(amounts: list[stripe.Balance.Available] | list[stripe.Balance.Pending]) -> Money:
    return money(sum(one.amount for one in amounts if one.currency == CURRENCY), CURRENCY)


def _movement(found: stripe.BalanceTransaction) -> Movement:
    return Movement(
        id=found.id,
        kind=KINDS.get(found.type, MovementKind.OTHER),
        amount=money(found.amount, found.currency),
        fee=money(found.fee, found.currency),
        net=money(found.net, found.currency),
        source_id=str(found.source or ""),
        created_at=moment(found.created),
        available_at=moment(found.available_on),
    )


def _payout(found: stripe.Payout) -> ProcessorPayout:
    return ProcessorPayout(
        id=found.id,
        state=PayoutState(found.status),
        amount=money(found.amount, found.currency),
        arrives_on=moment(found.arrival_date).date(),
        payout_id=our_id(found.metadata, PAYOUT),
        created_at=moment(found.created),
        failure_code=found.failure_code or "",
    )
